import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useProblemText } from '../../shared/api/index.ts';
import { Field, type FieldIds, type Option, Select } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';

interface CallerField {
  readonly name: string;
  readonly label: string;
  readonly long?: boolean;
  readonly code?: boolean;
  readonly options?: readonly Option[];
}

/** Enters a request for somebody on the phone; what is wrong with an entry is said at its field. */
export function CallerForm<T>({
  title,
  hint,
  schema,
  fields,
  pending,
  problem,
  entered,
  onEnter,
}: {
  readonly title: string;
  readonly hint: string;
  /** What the endpoint takes. */
  readonly schema: z.ZodType<T> | undefined;
  readonly fields: readonly CallerField[];
  readonly pending: boolean;
  readonly problem: unknown;
  /** Number of the request just entered. */
  readonly entered: string | null;
  readonly onEnter: (body: T) => void;
}) {
  const { t } = useTranslation('console-office');
  const empty = () => Object.fromEntries(fields.map((one) => [one.name, one.options?.[0]?.value ?? '']));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(empty);
  const [unreadable, setUnreadable] = useState(false);
  const problemText = useProblemText();
  const refused = problem ? problemText(problem) : null;
  const atField = fields.some((one) => one.name === refused?.field);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new number means that this form is done
  useEffect(() => {
    if (entered) setTyped(empty());
  }, [entered]);
  return (
    <Panel title={title}>
      <p className="quiet">{hint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const body = schema?.safeParse(typed);
          setUnreadable(!body?.success);
          if (body?.success) onEnter(body.data);
        }}
      >
        {fields.map((one) => (
          <Field
            key={one.name}
            label={one.label}
            error={refused?.field === one.name ? `${refused.what} ${refused.next}` : undefined}
          >
            {(ids) => (
              <Entry
                ids={ids}
                field={one}
                value={typed[one.name] ?? ''}
                onChange={(value) => setTyped({ ...typed, [one.name]: value })}
              />
            )}
          </Field>
        ))}
        {unreadable && <Notice kind="problem" title={t('service.incomplete')} live="assertive" />}
        {!atField && <ProblemAlert problem={problem} />}
        {entered && (
          <Notice kind="good" title={t('service.entered', { number: entered })} live="polite">
            <p>{t('service.enteredNext')}</p>
          </Notice>
        )}
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('service.enter')}
        </Button>
      </form>
    </Panel>
  );
}

function Entry({
  ids,
  field,
  value,
  onChange,
}: {
  readonly ids: FieldIds;
  readonly field: CallerField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  if (field.options) return <Select ids={ids} value={value} options={field.options} onChange={onChange} />;
  if (field.long) {
    return (
      <Input.TextArea
        {...ids}
        rows={2}
        maxLength={500}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Input
      {...ids}
      required
      className={field.code ? 'code' : ''}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
