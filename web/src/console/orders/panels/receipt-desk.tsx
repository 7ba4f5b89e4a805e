import type { StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput, Field } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

/** The day the courier says the parcel was signed for; the days of a refund are counted from it (PA-46). */
export function ReceiptDesk({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const [day, setDay] = useState('');
  const refusal = useRefusal(order.actions)('record-received');
  const act = useOrderCommand(order, () => setDay(''));
  const sent = order.delivery.dispatchedAt ?? order.provision.providedAt;
  if (sent === null || order.delivery.receivedAt !== null) return null;
  return (
    <details className="inner">
      <summary>{t('receipt.title')}</summary>
      <Field label={t('receipt.day')} hint={t('receipt.hint')}>
        {(ids) => <DayInput ids={ids} value={day} onChange={setDay} />}
      </Field>
      <ProblemAlert problem={act.error} />
      <Act
        why={refusal ?? (day === '' ? t('receipt.dayNeeded') : null)}
        loading={act.isPending}
        onClick={() => act.give({ type: 'record-received', day })}
      >
        {t('receipt.record')}
      </Act>
    </details>
  );
}
