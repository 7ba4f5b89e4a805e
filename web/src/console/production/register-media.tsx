import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field, Select } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { oneOf } from '../parts/place.tsx';

const KINDS = ['usb-key', 'ic-card'] as const;

/** Takes a delivery of blank media into stock; serials one per line, as a scanner types them. */
export function RegisterMedia() {
  const { t } = useTranslation('console-desks');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('usb-key');
  const [model, setModel] = useState('');
  const [typed, setTyped] = useState('');
  const serials = [...new Set(typed.split(/[\s,;\uff0c\uff1b]+/).filter(Boolean))];
  const register = useCommand(endpoints.production.registerMedia, {
    refresh: [endpoints.production.media],
    onSuccess: () => setTyped(''),
  });
  const why = serials.length > 0 && model.trim() ? null : t('media.incomplete');
  return (
    <Panel title={t('media.add')}>
      <Field label={t('media.kind')}>
        {(ids) => (
          <Select
            ids={ids}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`media.kinds.${value}`) }))}
            onChange={(value) => setKind(oneOf(KINDS, value) ?? 'usb-key')}
          />
        )}
      </Field>
      <Field label={t('media.model')}>
        {(ids) => <Input {...ids} maxLength={60} value={model} onChange={(event) => setModel(event.target.value)} />}
      </Field>
      <Field
        label={t('media.serials')}
        hint={t('media.serialsHint')}
        note={t('media.count', { count: serials.length })}
      >
        {(ids) => (
          <Input.TextArea
            {...ids}
            className="code"
            rows={4}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {register.data && (
        <Notice
          kind="good"
          title={t('media.added', { added: register.data.added, known: register.data.known })}
          live="polite"
        />
      )}
      <ProblemAlert problem={register.error} />
      <Act
        primary
        why={why}
        loading={register.isPending}
        onClick={() => register.mutate({ body: { kind, model: model.trim(), serials } })}
      >
        {t('media.addGo')}
      </Act>
    </Panel>
  );
}
