import type { FieldView } from '@yinxin/contract';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Field, Select } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice } from '../../shared/parts/index.ts';
import { Findings } from '../parts/findings.tsx';
import { type FieldSpec, findingsOf, isJudgeable } from './field-check.ts';

/** One field of the application form, with the hint of the programme beside it (JX-33) and a fault if it was returned. */
export function DraftField({
  spec,
  view,
  value,
  onChange,
  onLeave,
  error,
}: {
  readonly spec: FieldSpec;
  readonly view: z.infer<typeof FieldView> | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation('application');
  const local = useLocal();
  const open = view?.open ?? true;
  const findings = isJudgeable(spec, value) && !error ? findingsOf(spec, value) : [];
  const refused = spec.choices?.find((one) => one.code === value && !one.accepted)?.refusal;
  const hint = [spec.hint && local(spec.hint), spec.example && t('example', { example: local(spec.example) })]
    .filter(Boolean)
    .join(' ');
  // What is accepted is read, not edited (JX-28, JX-30).
  if (!open) {
    const choice = spec.choices?.find((one) => one.code === value);
    return (
      <dl className="settled">
        <dt>{local(spec.label)}</dt>
        <dd>{(choice ? local(choice.label) : value) || t('save.empty')}</dd>
      </dl>
    );
  }
  return (
    <>
      {view?.fault && (
        <Notice kind="problem" title={t('returned', { reason: local(view.fault.label) })}>
          <p>{local(view.fault.whatToDo)}</p>
          {view.fault.note && <p>{t('note', { note: view.fault.note })}</p>}
        </Notice>
      )}
      <Field
        id={`field-${spec.code}`}
        label={local(spec.label)}
        optional={!spec.required}
        hint={hint || undefined}
        error={error}
        note={
          <>
            <Findings of={findings} />
            {refused && <Notice kind="wait" title={local(refused)} />}
          </>
        }
      >
        {(ids) => {
          if (spec.choices) {
            return (
              <Select
                ids={ids}
                value={value}
                empty={t('choose')}
                options={spec.choices.map((one) => ({ value: one.code, label: local(one.label) }))}
                onChange={onChange}
              />
            );
          }
          const shared = {
            ...ids,
            value,
            maxLength: spec.maxLength,
            onBlur: onLeave,
          };
          if (spec.kind === 'long-text' || spec.kind === 'address') {
            return (
              <Input.TextArea
                {...shared}
                autoSize={{ minRows: spec.kind === 'address' ? 1 : 3 }}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          }
          const numeric = spec.kind === 'mobile' || spec.kind === 'phone';
          return (
            <Input
              {...shared}
              {...(numeric ? { type: 'tel', inputMode: 'tel' as const } : {})}
              {...(spec.kind === 'email' ? { type: 'email' } : {})}
              onChange={(event) => onChange(event.target.value)}
            />
          );
        }}
      </Field>
    </>
  );
}
