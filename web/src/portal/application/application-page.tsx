import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useProgrammeOf } from '../../shared/programme.ts';
import { AnnouncementWindow } from '../announcements/announcements.tsx';
import { useOrder } from '../parts/use-order.ts';
import { ApplicationTasks } from './application-tasks.tsx';

/** The application as a task list on one page: data, forms, materials, delivery, submission. */
export function ApplicationPage() {
  const { t } = useTranslation('application');
  const { id = '' } = useParams({ strict: false });
  const order = useOrder(id);
  const programme = useProgrammeOf(order.data);
  if (order.error && !order.data) {
    return (
      <>
        <PageTitle title={t('orders:title')}>{t('orders:title')}</PageTitle>
        <ProblemAlert problem={order.error} onRetry={() => void order.refetch()} />
        <Link to="/orders">{t('order:back')}</Link>
      </>
    );
  }
  if (!order.data) return <p role="status">{t('common:loading')}</p>;
  const view = order.data;
  const project = programme?.projects.find((one) => one.code === view.project);
  if (!programme || !project) return <p role="status">{t('common:loading')}</p>;
  if (view.stage !== 'fill' || view.void) {
    return (
      <>
        <PageTitle title={t('order:title', { number: view.number })}>
          {t('order:title', { number: view.number })}
        </PageTitle>
        <p>
          {t('closed')} <Link to={`/orders/${view.id}`}>{t('toOrder')}</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <AnnouncementWindow programme={view.programme} />
      <ApplicationTasks key={view.id} view={view} programme={programme} project={project} />
    </>
  );
}
