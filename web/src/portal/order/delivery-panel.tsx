import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Facts, Panel } from '../../shared/parts/index.ts';
import { handlerOf } from '../parts/handler.ts';
import { RecipientForm } from '../parts/recipient-form.tsx';
import { isAllowed } from '../parts/use-order.ts';

/** Who receives the certificate and how; may be changed until it is on its way (JX-44). */
export function DeliveryPanel({
  view,
  programme,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
}) {
  const { t } = useTranslation('order');
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const { delivery } = view;
  const isSent = view.stages.some(({ kind }) => kind === 'delivery' || kind === 'provision');
  if (!isSent || view.stage === 'fill' || (view.void && !delivery.mode)) return null;
  return (
    <Panel title={t('delivery.title')}>
      {editing ? (
        <>
          <RecipientForm view={view} programme={programme} handler={handlerOf(view)} onDone={() => setEditing(false)} />
          <Button onClick={() => setEditing(false)}>{t('common:cancel')}</Button>
        </>
      ) : (
        <>
          <Facts
            of={[
              [
                t('recipient.mode'),
                t(
                  delivery.mode
                    ? `recipient.modes.${delivery.mode}`
                    : delivery.followsDefault
                      ? 'recipient.modes.post'
                      : 'delivery.unset',
                ),
              ],
              delivery.recipient && [t('recipient.name'), delivery.recipient.name],
              delivery.recipient && [t('recipient.mobile'), delivery.recipient.mobile],
              delivery.recipient && [t('recipient.address'), delivery.recipient.address],
              delivery.trackingNumber && [
                t('delivery.number'),
                <span key="n">
                  {delivery.carrier} <span className="code">{delivery.trackingNumber}</span>
                </span>,
              ],
              delivery.dispatchedAt && [t('delivery.at'), format.moment(delivery.dispatchedAt)],
              delivery.collectedBy && [t('delivery.collectedBy'), delivery.collectedBy],
              view.production.mediumSerial && [
                t('delivery.medium'),
                <span key="m" className="code">
                  {view.production.mediumSerial}
                </span>,
              ],
              view.production.passwordCard && [
                t('delivery.card'),
                <span key="c" className="code">
                  {view.production.passwordCard}
                </span>,
              ],
            ]}
          />
          {delivery.followsDefault && <p>{t('delivery.follows')}</p>}
          {delivery.dispatchedAt === null && isAllowed(view, 'set-delivery') && (
            <>
              <Button onClick={() => setEditing(true)}>{t('delivery.edit')}</Button>
              <p className="small quiet">{t('delivery.editKeeps')}</p>
            </>
          )}
        </>
      )}
    </Panel>
  );
}
