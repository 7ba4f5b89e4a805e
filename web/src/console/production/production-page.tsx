import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/parts/index.ts';
import { FoundOrders } from '../desks/found-orders.tsx';
import { RoleQueues } from '../desks/role-queues.tsx';
import { ProductionPanel } from '../orders/panels/production-panel.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { BatchesPanel } from './batches-panel.tsx';

/** Orders waiting to be made. */
export function ProductionPage() {
  const { t } = useTranslation('console-desks');
  return (
    <>
      <PageTitle title={t('production.title')} lead={t('production.lead')}>
        {t('production.title')}
      </PageTitle>
      <SearchField label={t('production.scan')} />
      <FoundOrders>{(order) => <ProductionPanel order={order} />}</FoundOrders>
      <BatchesPanel />
      <RoleQueues desk="production" to={(id) => `/production/${id}`} />
    </>
  );
}
