import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { Pager } from '../parts/pager.tsx';
import { CertificateFiles } from './certificate-files.tsx';
import { HeldFilterForm } from './held-filter-form.tsx';
import { given, HeldFilters, isFiltered } from './held-filters.ts';
import { HeldTable } from './held-table.tsx';
import { HoldingCard } from './holding-card.tsx';
import { Overview } from './overview.tsx';

const SIZE = 20;
/** So many are told in full; more stand in a table with a search above it. */
const FEW = 5;

/** Everything the account holds, across programmes: what it is, until when, and what it needs next, most urgent first. */
export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const navigate = useNavigate();
  const filters = HeldFilters.parse(useSearch({ strict: false }));
  const { page } = filters;
  const held = useCall(
    endpoints.holdings.list,
    { query: { ...given(filters), page, size: SIZE } },
    { keepFormer: true },
  );
  const filtered = isFiltered(filters);
  const { total = 0, items = [] } = held.data ?? {};
  const isMany = total > FEW;
  const kept = Object.entries(given({ ...filters, page: 1 })).map(([name, value]) => [name, String(value)]);
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <Overview due={filters.due} />
      <ProblemAlert problem={held.error} onRetry={() => void held.refetch()} />
      {held.isPending && <p role="status">{t('common:loading')}</p>}
      {(isMany || filtered) && (
        <HeldFilterForm
          key={filters.q}
          filters={filters}
          onChange={(next) => void navigate({ to: '/certificates', search: given(next) })}
        />
      )}
      {held.data && total === 0 && filtered && (
        <EmptyState title={t('noneFound')} action={<Link to="/certificates">{t('filter.clear')}</Link>} />
      )}
      {held.data && total === 0 && !filtered && (
        <EmptyState
          title={t('empty')}
          action={
            <div className="buttons">
              <Link to="/" className="button-link button-main">
                {t('toProjects')}
              </Link>
              <Link to="/orders" className="button-link">
                {t('toOrders')}
              </Link>
            </div>
          }
        >
          <p>{t('emptyNext')}</p>
        </EmptyState>
      )}
      {isMany ? <HeldTable rows={items} /> : items.map((one) => <HoldingCard key={one.id} holding={one} />)}
      {held.data && (
        <Pager to="/certificates" page={page} size={SIZE} total={total} search={Object.fromEntries(kept)} />
      )}
      {isMany ? <p className="quiet">{t('filesThere')}</p> : <CertificateFiles />}
    </>
  );
}
