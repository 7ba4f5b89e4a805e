import type { StaffApplicationView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

/** Hands the medium over at the counter (自取). */
export function HandOverForm({
  order,
  serial,
  matches,
}: {
  readonly order: StaffApplicationView;
  readonly serial: string;
  readonly matches: boolean;
}) {
  const { t } = useTranslation('console-order');
  const [collector, setCollector] = useState('');
  const act = useOrderCommand(order);
  const complete = collector.trim() ? null : t('delivery.whoCollects');
  const why = useRefusal(order.actions)('hand-over') ?? (matches ? complete : t('delivery.scanFirst'));
  return (
    <>
      <Field label={t('delivery.collector')} hint={t('delivery.collectorHint')}>
        {(ids) => (
          <Input {...ids} maxLength={60} value={collector} onChange={(event) => setCollector(event.target.value)} />
        )}
      </Field>
      <ProblemAlert problem={act.error} />
      <Act
        primary
        why={why}
        loading={act.isPending}
        onClick={() => act.give({ type: 'hand-over', collector: collector.trim(), mediumSerial: serial })}
      >
        {t('delivery.handOver')}
      </Act>
    </>
  );
}
