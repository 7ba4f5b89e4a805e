import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { PayNow } from './pay-now.tsx';

/** Why the review waits, and what ends the waiting (IT-19). */
export function HeldStep({ view, programme }: { readonly view: ApplicationView; readonly programme: ProgrammeView }) {
  const { t } = useTranslation('steps');
  const format = useFormat();
  if (view.hold === null) return null;
  // Without a step of payment the fee comes by remittance: the account stands below.
  const byCashier = view.stages.some(({ kind }) => kind === 'payment');
  return (
    <>
      <p>{t('held.since', { since: format.moment(view.hold.since) })}</p>
      <ul>
        {view.hold.reasons.map((reason) => (
          <li key={reason}>{t(`held.${reason}`)}</li>
        ))}
      </ul>
      {view.hold.reasons.includes('arrears') && <p>{t('held.call', { phone: programme.customerService.phone })}</p>}
      {byCashier && view.paymentState !== 'paid' && view.hold.reasons.includes('fee') && (
        <PayNow view={view} programme={programme} />
      )}
    </>
  );
}
