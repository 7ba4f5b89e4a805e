import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, PageTitle, Panel, PdfLink, ProblemAlert, Timeline } from '../../shared/parts/index.ts';
import { useProgrammeOf } from '../../shared/programme.ts';
import { AnnouncementWindow } from '../announcements/announcements.tsx';
import { ArticleLinks } from '../help/article-links.tsx';
import { ForBranch } from '../parts/for-branch.tsx';
import { useSearchText } from '../parts/next-page.ts';
import { StateTag } from '../parts/state-tag.tsx';
import { useOrder } from '../parts/use-order.ts';
import { guidanceOf } from '../parts/way.ts';
import { DeliveryPanel } from './delivery-panel.tsx';
import { FirstPin } from './first-pin.tsx';
import { InvoicePanel } from './invoice-panel.tsx';
import { NowPanel } from './now-panel.tsx';
import { OrderActs } from './order-acts.tsx';
import { PapersPanel } from './papers-panel.tsx';
import { PaymentPanel } from './payment-panel.tsx';
import { PrintPanel } from './print-panel.tsx';
import { RefundByPost } from './refund-by-post.tsx';
import { RefundPanel } from './refund-panel.tsx';
import { RemittancePanel } from './remittance-panel.tsx';
import { StateBar } from './state-bar.tsx';
import { DownloadWaits } from './steps/download-waits.tsx';
import { topicsOf, WhereIsIt } from './where-is-it.tsx';

/** The one page of an order: what to do now, who acts until when, payment, papers, delivery, invoice, history. */
export function OrderPage() {
  const { t } = useTranslation('order');
  const local = useLocal();
  const { id = '' } = useParams({ strict: false });
  const submitted = useSearchText('submitted');
  const order = useOrder(id);
  const programme = useProgrammeOf(order.data);
  if (order.error && !order.data) {
    return (
      <>
        <PageTitle title={t('orders:title')}>{t('orders:title')}</PageTitle>
        <ProblemAlert problem={order.error} onRetry={() => void order.refetch()} />
        <Link to="/orders">{t('back')}</Link>
      </>
    );
  }
  const view = order.data;
  const project = programme?.projects.find((one) => one.code === view?.project);
  const service = programme?.services.find((one) => one.code === view?.service);
  if (!view || !programme || !project) return <p role="status">{t('common:loading')}</p>;
  return (
    <>
      <PageTitle
        title={t('title', { number: view.number })}
        above={
          <p className="crumbs">
            <Link to="/orders">{t('back')}</Link>
          </p>
        }
      >
        {local(project.name)}
      </PageTitle>
      <p className="order-line">
        <span>
          {t('number')} <span className="code">{view.number}</span>
        </span>
        {view.business !== 'new' && service && <b>{local(service.label)}</b>}
        <StateTag state={view.state} isVoid={view.void !== null} />
        <span>
          {t('payment')} <b>{t(`orders:paymentState.${view.paymentState}`)}</b>
        </span>
      </p>
      <AnnouncementWindow programme={view.programme} />
      <ForBranch view={view} />
      <StateBar programme={programme} view={view} />
      {submitted && view.stage === 'review' && (
        <Notice kind="good" title={t('submitted')} live="polite">
          <p>{t('submittedNext')}</p>
        </Notice>
      )}
      <div className="two">
        <div>
          <NowPanel view={view} programme={programme} project={project} />
          <RemittancePanel view={view} />
          <DownloadWaits view={view} />
          <FirstPin view={view} />
          <OrderActs view={view} />
          <RefundPanel view={view} programme={programme} />
          <RefundByPost view={view} programme={programme} />
          <PaymentPanel view={view} />
          <PrintPanel view={view} />
          <PapersPanel view={view} />
          <DeliveryPanel view={view} programme={programme} />
          <InvoicePanel view={view} programme={programme} />
          <Panel title={t('content')}>
            <Facts
              of={[
                [t('organisation'), view.organisation.name],
                ...view.fields.map(({ spec, value }) => [local(spec.label), local(shownValue(spec, value))] as const),
              ]}
            />
            <ul className="file-list">
              {view.materials.map((material) => (
                <li key={material.code}>
                  {material.file ? (
                    <PdfLink href={`/api/applications/${view.id}/materials/${material.code}/file`}>
                      {local(material.label)}
                    </PdfLink>
                  ) : (
                    <span className="quiet">{local(material.label)}</span>
                  )}
                  <span className={`tag tag-${material.status}`}>{t(`application:material.${material.status}`)}</span>
                </li>
              ))}
            </ul>
            <p>
              <Link to={guidanceOf(view)}>{t('guidance')}</Link>
            </p>
          </Panel>
        </div>
        <aside className="side" aria-label={t('history')}>
          <Panel title={t('history')}>
            <Timeline entries={view.timeline} />
          </Panel>
          <WhereIsIt view={view} programme={programme} />
          <ArticleLinks programme={programme} topics={topicsOf(view)} title={t('help')} />
        </aside>
      </div>
    </>
  );
}
