import type { ApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Facts, Panel } from '../../shared/parts/index.ts';
import { PriceTable } from '../project/price-table.tsx';

/** The payment once it is done; while it is due, the first panel of the page shows it. */
export function PaymentPanel({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const format = useFormat();
  if (!view.payment.paidAt) return null;
  return (
    <Panel
      title={t('paymentPanel.title')}
      aside={<span className="tag">{t(`orders:paymentState.${view.paymentState}`)}</span>}
    >
      <PriceTable lines={view.price.lines} totalFen={view.payment.amountFen ?? view.price.totalFen} />
      <Facts of={[[t('paymentPanel.paidAt'), format.moment(view.payment.paidAt)]]} />
    </Panel>
  );
}
