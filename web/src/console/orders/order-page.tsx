import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { Panel, Timeline } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { useAddress, useParam } from '../parts/place.tsx';
import { OrderHead } from './order-head.tsx';
import { ContactsPanel } from './panels/contacts-panel.tsx';
import { DeliveryPanel } from './panels/delivery-panel.tsx';
import { HolderPanel } from './panels/holder-panel.tsx';
import { InvoicePanel } from './panels/invoice-panel.tsx';
import { OthersPanel } from './panels/others-panel.tsx';
import { PapersPanel } from './panels/papers-panel.tsx';
import { PaymentPanel } from './panels/payment-panel.tsx';
import { ProductionPanel } from './panels/production-panel.tsx';
import { ProvisionPanel } from './panels/provision-panel.tsx';
import { RefundPanel } from './panels/refund-panel.tsx';
import { Workspace } from './review/workspace.tsx';

/** Everything about one order, with what the reader may do now. */
export function OrderPage() {
  const id = useParam('id');
  const order = useCall(endpoints.consoleApplications.read, { params: { id } }, { refetchInterval: 60_000 });
  return <Answered query={order}>{(found) => <Order key={found.id} order={found} />}</Answered>;
}

function Order({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const queue = useAddress().get('queue');
  // Looking at a material is written down: nothing is fetched before somebody asks for it.
  const [looking, setLooking] = useState(false);
  const documents = <Workspace key={order.dataVersion} order={order} queue={queue} />;
  const early = order.stage === 'review' || order.stage === 'fill';
  return (
    <>
      <OrderHead order={order} />
      {early && documents}
      <div className="panels">
        <div>
          <RefundPanel order={order} />
          <PapersPanel order={order} />
          <ProductionPanel order={order} />
          <ProvisionPanel order={order} />
          <HolderPanel order={order} />
          <DeliveryPanel order={order} />
          <PaymentPanel order={order} />
          <InvoicePanel order={order} />
        </div>
        <div>
          <ContactsPanel order={order} />
          <OthersPanel order={order} />
          <Panel title={t('timeline.title')}>
            <Timeline entries={order.timeline} />
          </Panel>
        </div>
      </div>
      {!early && (
        <details className="documents" onToggle={(event) => setLooking(event.currentTarget.open)}>
          <summary>{t('documents')}</summary>
          {looking && documents}
        </details>
      )}
    </>
  );
}
