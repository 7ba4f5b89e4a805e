import type { StaffApplicationView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

/** Posts the medium: carrier, tracking number, and the medium scanned, which must be the one of this order. */
export function DispatchForm({
  order,
  serial,
  matches,
  carrier: usual,
}: {
  readonly order: StaffApplicationView;
  readonly serial: string;
  readonly matches: boolean;
  readonly carrier: string;
}) {
  const { t } = useTranslation('console-order');
  const [typed, setTyped] = useState<string | null>(null);
  const [tracking, setTracking] = useState('');
  const carrier = typed ?? usual;
  const act = useOrderCommand(order);
  const complete = carrier.trim() && tracking.trim() ? null : t('delivery.incomplete');
  const why = useRefusal(order.actions)('dispatch') ?? (matches ? complete : t('delivery.scanFirst'));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== null) return;
        act.give({
          type: 'dispatch',
          carrier: carrier.trim(),
          trackingNumber: tracking.trim(),
          mediumSerial: serial,
        });
      }}
    >
      <Field label={t('delivery.carrier')}>
        {(ids) => <Input {...ids} maxLength={40} value={carrier} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <Field label={t('delivery.tracking')}>
        {(ids) => (
          <Input
            {...ids}
            className="code"
            maxLength={40}
            autoComplete="off"
            value={tracking}
            onChange={(event) => setTracking(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={act.error} />
      <Act
        primary
        why={why}
        loading={act.isPending}
        onClick={() =>
          act.give({
            type: 'dispatch',
            carrier: carrier.trim(),
            trackingNumber: tracking.trim(),
            mediumSerial: serial,
          })
        }
      >
        {t('delivery.dispatch')}
      </Act>
    </form>
  );
}
