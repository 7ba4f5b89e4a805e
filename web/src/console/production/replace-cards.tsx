import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { serialsIn } from '../stock/serials.ts';
import { SerialsField } from '../stock/serials-field.tsx';
import { PrintBatch, type PrintedBatch } from './print-batch.tsx';

/** Cards misprinted or spoiled: the old ones become void, new numbers take their place. */
export function ReplaceCards({
  printed,
  onPrinted,
}: {
  readonly printed: readonly PrintedBatch[];
  readonly onPrinted: (printed: PrintedBatch) => void;
}) {
  const { t } = useTranslation('console-production');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const replace = useCommand(endpoints.production.replacePasswordCards, {
    refresh: [endpoints.production.passwordCards],
    onSuccess: () => {
      setTyped('');
      setReason('');
    },
  });
  const numbers = [...serialsIn(typed)];
  const complete = numbers.length > 0 && reason.trim().length >= 2;
  return (
    <Panel title={t('replace.title')}>
      <p className="small quiet">{t('replace.text')}</p>
      <SerialsField value={typed} onChange={setTyped} label={t('replace.numbers')} />
      <Field label={t('replace.reason')}>
        {(ids) => <Input {...ids} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {replace.data && (
        <Notice
          kind="good"
          title={t('replace.done', { batch: replace.data.batch, count: replace.data.numbers.length })}
          live="polite"
        >
          {printed.every((one) => one.batch !== replace.data.batch) && (
            <PrintBatch batch={replace.data.batch} onPrinted={onPrinted} />
          )}
        </Notice>
      )}
      <ProblemAlert problem={replace.error} />
      <Act
        why={complete ? null : t('replace.incomplete')}
        loading={replace.isPending}
        onClick={() => replace.mutate({ body: { numbers, reason: reason.trim() } })}
      >
        {t('replace.go')}
      </Act>
    </Panel>
  );
}
