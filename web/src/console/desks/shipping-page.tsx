import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PageTitle } from '../../shared/parts/index.ts';
import { workPlace } from '../home/take-next.tsx';
import { DeliveryPanel } from '../orders/panels/delivery-panel.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useProgrammes } from '../programmes.ts';
import { FoundOrders } from './found-orders.tsx';
import { RoleQueues } from './role-queues.tsx';

/** Made orders on their way out: by courier or over the counter (JX-45, JX-46). */
export function ShippingPage() {
  const { t } = useTranslation('console-desks');
  const local = useLocal();
  // Most programmes send with the same courier: said once.
  const evenings = new Set(
    useProgrammes().map(({ courier }) =>
      t('shipping.evening', { carrier: local(courier.name), time: courier.eveningScan }),
    ),
  );
  return (
    <>
      <PageTitle title={t('shipping.title')} lead={t('shipping.lead')}>
        {t('shipping.title')}
      </PageTitle>
      {[...evenings].map((title) => (
        <Notice key={title} kind="info" title={title} />
      ))}
      <SearchField label={t('shipping.scan')} hint={t('shipping.scanHint')} autoFocus />
      <FoundOrders>{(order) => <DeliveryPanel order={order} />}</FoundOrders>
      <RoleQueues desk="shipping" to={workPlace} />
    </>
  );
}
