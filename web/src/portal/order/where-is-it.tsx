import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { Panel, Sign } from '../../shared/parts/index.ts';

/** "Why has my certificate not come?", checked in order against this very order (JX-43). */
export function WhereIsIt({ view, programme }: { readonly view: ApplicationView; readonly programme: ProgrammeView }) {
  const { t } = useTranslation('order');
  const kinds = view.stages.map(({ kind }) => kind);
  if (view.void || !view.payment.paidAt || !kinds.includes('papers') || !kinds.includes('delivery')) return null;
  const posted = view.papers.trackingNumber !== null;
  const confirmed = view.papers.confirmedAt !== null;
  const issued = view.stage === 'finished' || view.delivery.dispatchedAt !== null;
  const steps = [
    { key: 'posted', ok: posted, text: t(posted ? 'where.postedYes' : 'where.postedNo') },
    posted && {
      key: 'confirmed',
      ok: confirmed,
      text: t(confirmed ? 'where.confirmedYes' : 'where.confirmedNo', { phone: programme.customerService.phone }),
    },
    confirmed && {
      key: 'issued',
      ok: issued,
      text: issued
        ? t('where.issuedYes', { name: view.delivery.recipient?.name ?? view.delivery.collectedBy ?? '' })
        : t('where.issuedNo', { scan: programme.courier.eveningScan }),
    },
  ];
  return (
    <Panel title={t('where.title')}>
      <ol className="checks">
        {steps.map(
          (step) =>
            step && (
              <li key={step.key} className={step.ok ? 'check-ok' : 'check-open'}>
                <Sign kind={step.ok ? 'check' : 'clock'} />
                <span>{step.text}</span>
              </li>
            ),
        )}
      </ol>
    </Panel>
  );
}

/** Topics of help that fit where the order stands. */
export function topicsOf(view: ApplicationView): readonly string[] {
  if (view.void) return ['rejected', 'refund'];
  switch (view.stage) {
    case 'fill':
    case 'review':
      return ['materials', 'rejected'];
    case 'payment':
      return ['payment', 'invoice'];
    case 'papers':
    case 'production':
      return ['papers'];
    case 'delivery':
    case 'provision':
    case 'finished':
      return ['delivery', 'invoice'];
    case 'install':
    case 'activation':
    case 'binding':
    case 'unlock':
    case 'seal':
      return ['delivery'];
  }
}
