import type { Answer } from '@yinxin/client';
import type { ApplicationView, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice } from '../../shared/parts/index.ts';

type Account = NonNullable<Answer<typeof endpoints.applications.paymentMeans>['transfer']>;

/** Where there is no cashier: the account, the amount, and the order number as the remark (JX-29). */
export function BankTransfer({ view, account }: { readonly view: ApplicationView; readonly account: Account }) {
  const { t } = useTranslation('order');
  const format = useFormat();
  return (
    <Notice kind="wait" title={t('pay.transfer.title')}>
      <Facts
        of={[
          [t('pay.transfer.name'), account.accountName],
          [t('pay.transfer.number'), account.accountNumber],
          [t('pay.transfer.bank'), account.bank],
          [t('pay.transfer.amount'), format.fen(view.price.totalFen)],
          [t('pay.transfer.remark'), view.number],
        ]}
      />
      <p>{t('pay.transfer.next')}</p>
    </Notice>
  );
}
