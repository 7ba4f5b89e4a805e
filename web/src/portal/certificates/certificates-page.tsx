import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSearchText } from '../parts/next-page.ts';
import { Pager } from '../parts/pager.tsx';
import { CertificateFiles } from './certificate-files.tsx';
import { HoldingCard } from './holding-card.tsx';

const SIZE = 20;

/** Everything the account holds, across programmes: what it is, until when, and what it needs next. */
export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const page = Math.max(1, Math.floor(Number(useSearchText('page') ?? 1)) || 1);
  const held = useCall(endpoints.holdings.list, { query: { page, size: SIZE } }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <ProblemAlert problem={held.error} onRetry={() => void held.refetch()} />
      {held.isPending && <p role="status">{t('common:loading')}</p>}
      {held.data?.total === 0 && (
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
      {held.data?.items.map((holding) => (
        <HoldingCard key={holding.id} holding={holding} />
      ))}
      {held.data && <Pager to="/certificates" page={page} size={SIZE} total={held.data.total} />}
      <CertificateFiles />
    </>
  );
}
