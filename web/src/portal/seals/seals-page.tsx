import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { EmptyState, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSearchText } from '../parts/next-page.ts';
import { Pager } from '../parts/pager.tsx';
import { SealPicture, SealState } from './seal-parts.tsx';

const SIZE = 20;

/** Every seal of the account with its picture, state and certificate. */
export function SealsPage() {
  const { t } = useTranslation('organisation');
  const format = useFormat();
  const page = Math.max(1, Math.floor(Number(useSearchText('page') || 1)) || 1);
  const seals = useCall(endpoints.seals.list, { query: { page, size: SIZE } }, { keepFormer: true });
  return (
    <>
      <PageTitle
        title={t('seals.title')}
        lead={t('seals.lead')}
        above={
          <p className="crumbs">
            <Link to="/certificates">{t('toOverview')}</Link>
          </p>
        }
      >
        {t('seals.title')}
      </PageTitle>
      <ProblemAlert problem={seals.error} onRetry={() => void seals.refetch()} />
      {seals.isPending && <p role="status">{t('common:loading')}</p>}
      {seals.data?.total === 0 && (
        <EmptyState title={t('seals.empty')} action={<Link to="/certificates">{t('seals.toCertificates')}</Link>}>
          <p>{t('seals.emptyNext')}</p>
        </EmptyState>
      )}
      {seals.data && seals.data.items.length > 0 && (
        <ul className="cards seal-list">
          {seals.data.items.map((seal) => (
            <li key={seal.id} className="seal-row">
              <SealPicture seal={seal} small />
              <div>
                <h2>
                  <Link to={`/seals/${seal.id}`}>{seal.name}</Link>
                </h2>
                <p>
                  <SealState status={seal.status} />
                </p>
                <p className="small quiet">
                  {t('seals.validTo', { day: format.day(seal.validTo) })} · {seal.applicationNumber}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {seals.data && <Pager to="/seals" page={page} size={SIZE} total={seals.data.total} />}
    </>
  );
}
