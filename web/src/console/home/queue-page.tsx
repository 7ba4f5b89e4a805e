import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Grid } from '../parts/grid.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, useAddress, usePageNumber, useParam } from '../parts/place.tsx';
import { Urgency } from '../parts/urgency.tsx';
import { useProjectOptions } from '../programmes.ts';
import { useShortcuts } from '../shell/shortcuts.tsx';
import { useTakeNext, workPlace } from './take-next.tsx';

/** One queue, sorted by time left, with who holds what. */
export function QueuePage() {
  const { t } = useTranslation('console');
  const local = useLocal();
  const queue = useParam('queue');
  const address = useAddress();
  const page = usePageNumber();
  const project = address.get('project') || undefined;
  const label = useCall(endpoints.consoleApplications.queues, {}).data?.queues.find((one) => one.code === queue)?.label;
  const rows = useCall(
    endpoints.consoleApplications.queue,
    { params: { queue }, query: { page, project } },
    { refetchInterval: 30_000, keepFormer: true },
  );
  const { none, take, next } = useTakeNext(queue);
  useShortcuts([{ keys: 'n', label: t('queue.next'), run: next }]);
  const title = label ? local(label) : t('queue.title');
  return (
    <>
      <PageTitle title={title} lead={t('queue.lead')}>
        {title}
      </PageTitle>
      <div className="tools">
        <ChoiceFilter name="project" label={t('filter.project')} options={useProjectOptions()} all={t('filter.all')} />
        <Act
          primary
          why={rows.data?.total === 0 ? t('queue.nothing') : null}
          quietWhy
          loading={take.isPending}
          onClick={next}
        >
          {t('queue.next')}
        </Act>
      </div>
      {none && <Notice kind="info" title={t('queue.allHeld')} live="polite" />}
      <ProblemAlert problem={take.error} />
      <Answered query={rows}>
        {(answer) => (
          <>
            <Grid
              caption={title}
              rows={answer.items}
              keyOf={(row) => row.id}
              empty={t('queue.empty')}
              emptyText={t('queue.emptyText')}
              columns={[
                { key: 'left', label: t('queue.left'), of: (row) => <Urgency clock={row.clock} /> },
                {
                  key: 'number',
                  label: t('row.number'),
                  of: (row) => (
                    <Go to={workPlace(row.id, queue)} className="code">
                      {row.number}
                    </Go>
                  ),
                },
                { key: 'name', label: t('row.name'), of: (row) => row.applicantName },
                { key: 'project', label: t('row.project'), of: (row) => local(row.projectName) },
                {
                  key: 'waiting',
                  label: t('row.waiting'),
                  of: (row) => (
                    <>
                      {local(row.reason ?? row.waiting)}
                      {queue === 'papers' && row.papersIn && <span className="small quiet code"> {row.papersIn}</span>}
                    </>
                  ),
                },
                {
                  key: 'held',
                  label: t('queue.held'),
                  of: (row) => row.heldBy ?? <span className="quiet">{t('queue.free')}</span>,
                },
              ]}
            />
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
