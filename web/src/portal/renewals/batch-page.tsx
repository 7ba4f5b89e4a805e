import { Link, useParams } from '@tanstack/react-router';
import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';

type Batch = Answer<typeof endpoints.renewalGroup.batch>;

/** How far the job has come, and afterwards each order that was opened. */
export function BatchPage() {
  const { t } = useTranslation('renewal');
  const { id = '' } = useParams({ strict: false });
  const first = useCall(endpoints.renewalGroup.batch, { params: { id } }, { refetchInterval: 1000 });
  const batch = first.data;
  return (
    <>
      <PageTitle
        title={t('batch.title')}
        above={
          <p className="crumbs">
            <Link to="/renewals">{t('batch.back')}</Link>
          </p>
        }
      >
        {t('batch.title')}
      </PageTitle>
      <ProblemAlert problem={first.error} onRetry={() => void first.refetch()} />
      {batch && batch.done < batch.total && (
        <Panel title={t('batch.running')}>
          <progress value={batch.done} max={batch.total} aria-label={t('batch.running')} />
          <p role="status">{t('batch.progress', { done: batch.done, total: batch.total })}</p>
          <p className="quiet">{t('batch.leave')}</p>
        </Panel>
      )}
      {batch && batch.done === batch.total && <Done batch={batch} />}
    </>
  );
}

function Done({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('renewal');
  const local = useLocal();
  const { opened, existing, refused } = batch;
  return (
    <>
      <Notice kind={refused > 0 ? 'wait' : 'good'} title={t('batch.done', { opened, existing, refused })}>
        <p>{t('batch.next')}</p>
      </Notice>
      <ul className="cards">
        {batch.rows.map((row) => (
          <li key={row.holding}>
            <h2>{row.holderName}</h2>
            <p className="small quiet wrap-code">{row.serial}</p>
            {row.detail && (
              <p>
                {local(row.detail)} {row.next && local(row.next)}
              </p>
            )}
            {row.applicationId ? (
              <Link to={`/orders/${row.applicationId}/application`} className="button-link">
                {t('batch.confirm', { number: row.applicationNumber ?? '' })}
              </Link>
            ) : (
              <Link to={`/certificates/${row.holding}`}>{t('batch.see')}</Link>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
