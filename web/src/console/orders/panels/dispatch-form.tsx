import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { ParcelForm, type TypedParcel } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

/** Posts the medium: carrier, tracking number, and the medium scanned, which must be the one of this order. */
export function DispatchForm({
  order,
  serial,
  matches,
  carrier,
}: {
  readonly order: StaffApplicationView;
  readonly serial: string;
  readonly matches: boolean;
  readonly carrier: string;
}) {
  const { t } = useTranslation('console-order');
  const act = useOrderCommand(order);
  const barred = useRefusal(order.actions)('dispatch') ?? (matches ? null : t('delivery.scanFirst'));
  const give = (parcel: TypedParcel) => {
    if (barred === null) act.give({ type: 'dispatch', ...parcel, mediumSerial: serial });
  };
  return (
    <ParcelForm
      labels={{ carrier: t('delivery.carrier'), tracking: t('delivery.tracking') }}
      usual={carrier}
      onSend={give}
    >
      {(parcel, send) => (
        <>
          <ProblemAlert problem={act.error} />
          <Act
            primary
            why={barred ?? (parcel ? null : t('delivery.incomplete'))}
            loading={act.isPending}
            onClick={send}
          >
            {t('delivery.dispatch')}
          </Act>
        </>
      )}
    </ParcelForm>
  );
}
