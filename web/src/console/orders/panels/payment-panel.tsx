import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Facts, Panel } from '../../../shared/parts/index.ts';

/** Price, attempts and the last failure of paying. */
export function PaymentPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation(['console-order', 'console']);
  const local = useLocal();
  const format = useFormat();
  const { payment, price } = order;
  return (
    <Panel title={t('payment.title')}>
      <Facts
        of={[
          [t('payment.state'), t(`console:payment.${order.paymentState}`)],
          ...price.lines.map((line) => [local(line.label), format.fen(line.fen)] as const),
          [t('payment.total'), <b key="total">{format.fen(payment.amountFen ?? price.totalFen)}</b>],
          [t('payment.paidAt'), payment.paidAt && format.moment(payment.paidAt)],
          [t('payment.attempts'), payment.attempts || null],
          [
            t('payment.failure'),
            payment.lastFailure && `${format.moment(payment.lastFailure.at)} ${local(payment.lastFailure.text)}`,
          ],
        ]}
      />
    </Panel>
  );
}
