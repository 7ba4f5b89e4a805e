import { addressOf } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Notice, PageTitle, Panel, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go, useParam } from '../parts/place.tsx';
import { BatchDesk } from './batch-desk.tsx';
import type { Batch } from './batch-steps.ts';

const api = endpoints.productionBatches;

/** One batch: the instruction for now, then every order of it; a reload or another operator goes on where it stands. */
export function BatchPage() {
  const { t } = useTranslation('console-production');
  const id = useParam('id');
  const batch = useCall(api.read, { params: { id } });
  return (
    <>
      <PageTitle title={t('batch.title')} above={<Go to="/production">{t('batch.back')}</Go>}>
        {t('batch.title')} {batch.data && <span className="code">{batch.data.number}</span>}
      </PageTitle>
      <Answered query={batch}>
        {(found) => (
          <>
            {found.note && found.status === 'open' && (
              <Notice kind="info" title={t('batch.note', { note: found.note })} />
            )}
            <BatchDesk batch={found} />
            <Hands batch={found} />
            <Items batch={found} />
          </>
        )}
      </Answered>
    </>
  );
}

function whose({ status, mine, operator }: Batch): 'ended' | 'mine' | 'of' | 'nobody' {
  if (status === 'closed') return 'ended';
  if (mine) return 'mine';
  return operator === null ? 'nobody' : 'of';
}

/** Hand-over, take-over, end, and the sheet. */
function Hands({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('console-production');
  const { staff } = useSession();
  const params = { id: batch.id };
  const refresh = [api.read, api.list, endpoints.consoleApplications.queues, endpoints.consoleApplications.queue];
  const handOver = useCommand(api.handOver, { refresh });
  const take = useCommand(api.take, { refresh });
  const close = useCommand(api.close, { refresh });
  const sheet = (format: 'pdf' | 'csv') => addressOf(api.sheet.path, { params, query: { format } });
  const makes = staff?.roles.includes('production') ?? false;
  const open = batch.status === 'open';
  return (
    <Panel title={t('batch.hands')}>
      <p>{whose(batch) === 'of' ? t('batch.of', { name: batch.operator ?? '' }) : t(`batch.${whose(batch)}`)}</p>
      <ProblemAlert problem={handOver.error ?? take.error ?? close.error} />
      <div className="buttons">
        {open && batch.mine && (
          <>
            {batch.next !== null && (
              <Act why={null} loading={close.isPending} onClick={() => close.mutate({ params })}>
                {t('batch.close')}
              </Act>
            )}
            <Act why={null} loading={handOver.isPending} onClick={() => handOver.mutate({ params, body: {} })}>
              {t('batch.handOver')}
            </Act>
          </>
        )}
        {open && makes && !batch.mine && (
          <Act
            primary
            why={batch.takeable ? null : t('batch.atWork')}
            loading={take.isPending}
            onClick={() => take.mutate({ params })}
          >
            {t('batch.take')}
          </Act>
        )}
      </div>
      <p>
        <PdfLink href={sheet('pdf')} download={`${batch.number}.pdf`}>
          {t('batch.sheetPdf')}
        </PdfLink>{' '}
        <PdfLink href={sheet('csv')} download={`${batch.number}.csv`}>
          {t('batch.sheetCsv')}
        </PdfLink>
      </p>
    </Panel>
  );
}

function Items({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('console-production');
  const back = useCommand(api.bringBack, { refresh: [api.read] });
  return (
    <Panel title={t('batch.items')}>
      <ProblemAlert problem={back.error} />
      <Grid
        caption={t('batch.items')}
        rows={batch.items}
        keyOf={(row) => row.applicationId}
        empty={t('batches.none')}
        columns={[
          {
            key: 'number',
            label: t('batch.order'),
            of: (row) => (
              <Go to={`/orders/${row.applicationId}`} className="code">
                {row.number}
              </Go>
            ),
          },
          { key: 'name', label: t('batch.name'), of: (row) => row.name },
          {
            key: 'medium',
            label: t('batch.medium'),
            of: (row) => <span className="code">{row.mediumSerial ?? '—'}</span>,
          },
          {
            key: 'state',
            label: t('batch.state'),
            of: (row) => (
              <>
                {t(`batch.states.${row.state}`)}
                {row.reason && <span className="block small">{row.reason}</span>}
                {row.state === 'set-aside' && batch.mine && batch.status === 'open' && (
                  <Act
                    small
                    why={null}
                    onClick={() => back.mutate({ params: { id: batch.id, application: row.applicationId } })}
                  >
                    {t('batch.bringBack')}
                  </Act>
                )}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
