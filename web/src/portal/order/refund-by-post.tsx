import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Panel, PdfLink } from '../../shared/parts/index.ts';

const ELSEWHERE = ['REFUND_NOT_VOID', 'REFUND_NOTHING_PAID'];

/** An order that may be given up: whether the fee is given back now, and how to ask for it by post (PA-46, PA-48). */
export function RefundByPost({
  view,
  programme,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
}) {
  const { t } = useTranslation('steps');
  const local = useLocal();
  const asked = view.actions.find(({ command }) => command === 'request-refund');
  const refusal = asked?.refusal ?? null;
  if (view.void || !view.payment.paidAt || !asked || (refusal && ELSEWHERE.includes(refusal.code))) return null;
  const address = view.papers.instructions ?? programme.papersAddress;
  return (
    <Panel
      title={t('refund.title')}
      aside={view.refund.status !== 'none' && <span className="tag">{t(`order:refund.is.${view.refund.status}`)}</span>}
    >
      {refusal ? (
        <>
          <p>{local(refusal.detail)}</p>
          <p>{local(refusal.next)}</p>
        </>
      ) : (
        <>
          <p>{t('refund.text')}</p>
          <ol>
            <li>{t('refund.one')}</li>
            <li>{t('refund.two')}</li>
            <li>{t('refund.three')}</li>
          </ol>
          <p>
            <PdfLink href={`/api/applications/${view.id}/forms/refund-letter`}>{t('order:refund.download')}</PdfLink>
          </p>
          {address && (
            <Facts
              of={[
                [t('order:post.to'), local(address.to)],
                [t('order:post.address'), local(address.address)],
                [t('order:post.phone'), address.phone],
                [t('order:post.postcode'), address.postcode],
              ]}
            />
          )}
        </>
      )}
    </Panel>
  );
}
