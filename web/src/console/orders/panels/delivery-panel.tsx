import type { StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Facts, Panel } from '../../../shared/parts/index.ts';
import { useOffer } from '../../programmes.ts';
import { Reveal } from '../review/reveal.tsx';
import { DispatchForm } from './dispatch-form.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { ReceiptDesk } from './receipt-desk.tsx';
import { SupplementDesk } from './supplement-desk.tsx';

/** Posting or handing over what was made; supplementary papers first where they are needed (JX-45 to JX-47). */
export function DeliveryPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const { delivery, supplement } = order;
  const open = order.stage === 'delivery' && !order.void;
  // Where there is only the counter, nobody chose a mode: whoever comes is handed the medium.
  if (!open && (order.stage === 'fill' || order.stage === 'review' || !delivery.mode)) return null;
  return (
    <Panel title={t('delivery.title')} tone={open ? 'act' : 'plain'}>
      <Facts
        of={[
          [t('delivery.mode'), t(`delivery.of.${delivery.mode ?? 'none'}`)],
          [
            t('delivery.recipient'),
            delivery.recipient && (
              <Reveal
                orderId={order.id}
                field="recipient"
                label={t('delivery.recipient')}
                masked={`${delivery.recipient.name} ${delivery.recipient.mobile} ${delivery.recipient.address}`}
              />
            ),
          ],
          [t('delivery.parcel'), delivery.trackingNumber && `${delivery.carrier ?? ''} ${delivery.trackingNumber}`],
          [t('delivery.dispatchedAt'), delivery.dispatchedAt && format.moment(delivery.dispatchedAt)],
          [t('delivery.receivedAt'), delivery.receivedAt && format.moment(delivery.receivedAt)],
          [t('delivery.collectedBy'), delivery.collectedBy],
          [t('supplement.title'), supplement.status === 'none' ? null : t(`supplement.of.${supplement.status}`)],
          [t('supplement.note'), supplement.note],
          [t('supplement.until'), supplement.until && format.moment(supplement.until)],
        ]}
      />
      {open && <Desk order={order} />}
      <ReceiptDesk order={order} />
    </Panel>
  );
}

function Desk({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const [serial, setSerial] = useState('');
  const courier = useOffer(order).programme?.courier;
  const expected = order.production.mediumSerial;
  const same = expected === null || serial.trim().toUpperCase() === expected.toUpperCase();
  const error = serial.trim() !== '' && !same ? t('delivery.otherMedium', { expected: expected ?? '' }) : undefined;
  return (
    <>
      <CodeField
        label={t('delivery.scan')}
        hint={t('delivery.scanHint')}
        error={error}
        value={serial}
        onChange={setSerial}
      />
      {order.delivery.mode !== 'post' ? (
        <HandOverForm order={order} serial={serial.trim()} matches={same && serial.trim() !== ''} />
      ) : (
        <DispatchForm
          order={order}
          serial={serial.trim()}
          matches={same && serial.trim() !== ''}
          carrier={courier ? local(courier.name) : ''}
        />
      )}
      {courier && order.delivery.mode === 'post' && (
        <p className="small quiet">
          {t('delivery.evening', { time: courier.eveningScan })} {local(courier.notice)}
        </p>
      )}
      <SupplementDesk order={order} />
    </>
  );
}
