import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState, PageTitle } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Go } from '../parts/place.tsx';
import { TakeNext } from './take-next.tsx';

/** The queues of one's own roles: how much is open, what is nearly due, what is late. */
export function Dashboard() {
  const { t } = useTranslation('console');
  const { staff } = useSession();
  const local = useLocal();
  const format = useFormat();
  const queues = useCall(endpoints.consoleApplications.queues, {}, { refetchInterval: 30_000 });
  return (
    <>
      <PageTitle title={t('dashboard.title')} lead={t('dashboard.lead')}>
        {t('dashboard.hello', { name: staff?.name ?? '' })}
      </PageTitle>
      <Answered query={queues}>
        {(answer) =>
          answer.queues.length === 0 ? (
            <EmptyState title={t('dashboard.none')}>
              <p>{t('dashboard.noneText')}</p>
            </EmptyState>
          ) : (
            <ul className="queues">
              {answer.queues.map((queue) => (
                <li key={queue.code} className={queue.late > 0 ? 'queue queue-late' : 'queue'}>
                  <h2>
                    <Go to={`/queues/${queue.code}`}>{local(queue.label)}</Go>
                  </h2>
                  <p className="small quiet">{t(`role.${queue.role}`)}</p>
                  <dl className="counts">
                    {(['open', 'soon', 'late'] as const).map((kind) => (
                      <div key={kind} className={queue[kind] > 0 ? `count count-${kind}` : 'count'}>
                        <dt>{t(`dashboard.${kind}`)}</dt>
                        <dd>{queue[kind]}</dd>
                      </div>
                    ))}
                  </dl>
                  <p className="small quiet">
                    {queue.oldest ? t('dashboard.oldest', { at: format.moment(queue.oldest) }) : t('dashboard.clear')}
                  </p>
                  <TakeNext queue={queue.code} empty={queue.open === 0} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  );
}
