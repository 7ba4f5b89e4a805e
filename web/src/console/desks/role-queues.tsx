import { endpoints, type Role } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';
import { TakeNext } from '../home/take-next.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go } from '../parts/place.tsx';
import { Urgency } from '../parts/urgency.tsx';

/** The queues of one desk, most urgent first; `to` says where a case is worked on. */
export function RoleQueues({ desk, to }: { readonly desk: Role; readonly to: (id: string, queue: string) => string }) {
  const local = useLocal();
  const queues = useCall(endpoints.consoleApplications.queues, {}, { refetchInterval: 30_000 });
  return (
    <Answered query={queues}>
      {(answer) =>
        answer.queues
          .filter((queue) => queue.role === desk)
          .map((queue) => (
            <Panel
              key={queue.code}
              title={<Go to={`/queues/${queue.code}`}>{local(queue.label)}</Go>}
              aside={<TakeNext queue={queue.code} empty={queue.open === 0} />}
            >
              <QueueRows queue={queue.code} label={local(queue.label)} to={to} />
            </Panel>
          ))
      }
    </Answered>
  );
}

function QueueRows({
  queue,
  label,
  to,
}: {
  readonly queue: string;
  readonly label: string;
  readonly to: (id: string, queue: string) => string;
}) {
  const { t } = useTranslation('console');
  const local = useLocal();
  const rows = useCall(
    endpoints.consoleApplications.queue,
    { params: { queue }, query: { size: 10 } },
    { refetchInterval: 30_000 },
  );
  return (
    <Answered query={rows}>
      {(answer) =>
        answer.items.length === 0 ? (
          <p className="queue-empty quiet">{t('queue.empty')}</p>
        ) : (
          <Grid
            caption={label}
            rows={answer.items}
            keyOf={(row) => row.id}
            empty={t('queue.empty')}
            columns={[
              { key: 'left', label: t('queue.left'), of: (row) => <Urgency clock={row.clock} /> },
              {
                key: 'number',
                label: t('row.number'),
                of: (row) => (
                  <Go to={to(row.id, queue)} className="code">
                    {row.number}
                  </Go>
                ),
              },
              { key: 'name', label: t('row.name'), of: (row) => row.applicantName },
              {
                key: 'waiting',
                label: t('row.waiting'),
                of: (row) => (
                  <>
                    {local(row.reason ?? row.waiting)}
                    {queue === 'papers' && row.papersIn && <span className="block small code">{row.papersIn}</span>}
                  </>
                ),
              },
            ]}
          />
        )
      }
    </Answered>
  );
}
