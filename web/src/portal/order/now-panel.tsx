import { Link } from '@tanstack/react-router';
import type { ApplicationView, ProgrammeView, ProjectView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { ClockBadge, Notice, Panel } from '../../shared/parts/index.ts';
import { nowOf } from './now.ts';
import { PayNow } from './pay-now.tsx';
import { PostPapers } from './post-papers.tsx';
import { ReturnedItems } from './returned-items.tsx';
import { VoidPanel } from './void-panel.tsx';

interface OrderParts {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
  readonly project: ProjectView;
}

/** What the applicant must do now, or that there is nothing to do. */
export function NowPanel({ view, programme, project }: OrderParts) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const now = nowOf(view);
  if (now === 'void') return <VoidPanel view={view} programme={programme} project={project} />;
  return (
    <Panel tone="act" title={t(`now.${now}`)}>
      <div className="waiting">
        <p>
          <b>{local(view.waiting.text)}</b> {local(view.waiting.next)}
        </p>
        <ClockBadge clock={view.waiting.clock} />
      </div>
      <NowBody now={now} view={view} programme={programme} />
    </Panel>
  );
}

function NowBody({
  now,
  view,
  programme,
}: Omit<OrderParts, 'project'> & { readonly now: Exclude<ReturnType<typeof nowOf>, 'void'> }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const format = useFormat();
  switch (now) {
    case 'fill':
      return (
        <>
          <p>{t('fill.text')}</p>
          <Link to={`/orders/${view.id}/application`} className="button-link button-main">
            {t('fill.go')}
          </Link>
        </>
      );
    case 'returned':
      return (
        <>
          <ReturnedItems view={view} />
          <Link to={`/orders/${view.id}/application`} className="button-link button-main">
            {t('returned.go')}
          </Link>
        </>
      );
    case 'review':
      return <p>{t('review.text')}</p>;
    case 'held':
      return view.paymentState === 'awaiting' ? <PayNow view={view} programme={programme} /> : null;
    case 'provision':
    case 'install':
    case 'activation':
    case 'binding':
    case 'unlock':
    case 'seal':
      return null;
    case 'pay':
    case 'pay-pending':
      return <PayNow view={view} programme={programme} />;
    case 'post':
    case 'papers-faulty':
      return <PostPapers view={view} />;
    case 'posted':
      return (
        <p>
          {t('posted.text', {
            number: view.papers.trackingNumber ?? '',
            at: view.papers.postedAt ? format.moment(view.papers.postedAt) : '',
          })}
        </p>
      );
    case 'making':
      return <p>{t('making.text')}</p>;
    case 'supplement':
      return (
        <Notice kind="wait" title={t('supplement.title')}>
          {view.supplement.note && <p>{t('supplement.note', { note: view.supplement.note })}</p>}
          <p>
            {view.supplement.until
              ? t('supplement.until', { until: format.moment(view.supplement.until) })
              : t('supplement.text')}
          </p>
        </Notice>
      );
    case 'send':
      return (
        <>
          <p>{t('send.text')}</p>
          <p>{local(view.delivery.notice ?? programme.courier.notice)}</p>
        </>
      );
    case 'collect':
      return (
        <>
          <p>{t('collect.text')}</p>
          <p>
            <b>{local(programme.hall.name)}</b> {local(programme.hall.address)} · {local(programme.hall.hours)}
          </p>
        </>
      );
    case 'finished':
      return (
        <>
          <p>
            {view.delivery.trackingNumber
              ? t('finished.posted', {
                  carrier: view.delivery.carrier ?? local(programme.courier.name),
                  number: view.delivery.trackingNumber,
                  name: view.delivery.recipient?.name ?? '',
                })
              : t('finished.collected', { name: view.delivery.collectedBy ?? '' })}
          </p>
          {view.delivery.trackingNumber && <p>{local(view.delivery.notice ?? programme.courier.notice)}</p>}
          <p>{t('finished.hall')}</p>
          <Link to="/certificates">{t('finished.certificates')}</Link>
        </>
      );
  }
}
