import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { Pager } from '../parts/pager.tsx';
import { FilterForm } from './filter-form.tsx';
import { given, isFiltered, OrderFilters } from './filters.ts';
import { OrderTable } from './order-table.tsx';

const SIZE = 20;

/** The organisation's orders (JX-49); an account without any is listed as not submitted (JX-27). */
export function OrdersPage() {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const filters = OrderFilters.parse(useSearch({ strict: false }));
  const orders = useCall(
    endpoints.applications.list,
    { query: { ...given(filters), page: filters.page, size: SIZE } },
    { keepFormer: true },
  );
  const filtered = isFiltered(filters);
  const { page: _page, ...kept } = given(filters);
  return (
    <>
      <PageTitle title={t('title')}>{t('title')}</PageTitle>
      <div className="between">
        <p className="lead">{t('lead')}</p>
        <Link to="/" className="button-link button-main">
          {t('new')}
        </Link>
      </div>
      <FilterForm filters={filters} onChange={(next) => void navigate({ to: '/orders', search: given(next) })} />
      <ProblemAlert problem={orders.error} onRetry={() => void orders.refetch()} />
      {orders.data && (orders.data.items.length > 0 || !filtered) && (
        <OrderTable rows={orders.data.items} accountRow={!filtered && orders.data.total === 0} />
      )}
      {orders.data?.items.length === 0 && filtered && (
        <EmptyState title={t('noneFound')} action={<Link to="/orders">{t('clear')}</Link>}>
          <p>{t('noneFoundNext')}</p>
        </EmptyState>
      )}
      {orders.data && (
        <Pager
          to="/orders"
          page={filters.page}
          total={orders.data.total}
          size={SIZE}
          search={Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)]))}
        />
      )}
    </>
  );
}
