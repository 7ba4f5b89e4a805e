import { Link } from '@tanstack/react-router';
import type { ApplicationView, ProgrammeView, ProjectView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { ClockBadge, Notice, Panel } from '../../shared/parts/index.ts';
import { onlineServices } from '../certificates/businesses.ts';
import { HeldStep } from './held-step.tsx';
import { nowOf } from './now.ts';
import { PayNow } from './pay-now.tsx';
import { PostPapers } from './post-papers.tsx';
import { ReturnedItems } from './returned-items.tsx';
import { outstanding } from './steps/before-download.ts';
import { BindingStep } from './steps/binding-step.tsx';
import { CodeStep } from './steps/code-steps.tsx';
import { FormerStep } from './steps/former-step.tsx';
import { InstallStep } from './steps/install-step.tsx';
import { SealStep } from './steps/seal-step.tsx';
import { SwitchStep } from './steps/switch-step.tsx';
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
      <NowBody now={now} view={view} programme={programme} project={project} />
    </Panel>
  );
}

function NowBody({
  now,
  view,
  programme,
  project,
}: OrderParts & { readonly now: Exclude<ReturnType<typeof nowOf>, 'void'> }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const format = useFormat();
  const isOnline = onlineServices(programme, project.code).some(({ online }) => online.business === 'reissue');
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
      return <HeldStep view={view} programme={programme} />;
    case 'provision':
      return <p>{t('steps:provision.text', { count: view.provision.count })}</p>;
    case 'install':
      return outstanding(view) === null ? <InstallStep view={view} /> : null;
    case 'activation':
    case 'unlock':
      return <CodeStep key={now} view={view} kind={now} />;
    case 'binding':
      return <BindingStep view={view} project={project} />;
    case 'seal':
      return <SealStep view={view} />;
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
      return <p>{t(view.papers.confirmedAt ? 'making.text' : 'making.plain')}</p>;
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
            {!view.stages.some(({ kind }) => kind === 'delivery')
              ? t('finished.done')
              : view.delivery.trackingNumber
                ? t('finished.posted', {
                    carrier: view.delivery.carrier ?? local(programme.courier.name),
                    number: view.delivery.trackingNumber,
                    name: view.delivery.recipient?.name ?? '',
                  })
                : t('finished.collected', { name: view.delivery.collectedBy ?? '' })}
          </p>
          {view.delivery.trackingNumber && <p>{local(view.delivery.notice ?? programme.courier.notice)}</p>}
          <p>{t(isOnline ? 'finished.online' : 'finished.hall')}</p>
          {view.install?.medium === 'same' && <SwitchStep view={view} />}
          {view.subject && view.business === 'reissue' && <FormerStep view={view} />}
          <Link to="/certificates">{t('finished.certificates')}</Link>
        </>
      );
  }
}
