import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format.ts';
import { Facts, Panel } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { InvoiceAfterwards } from './invoice-afterwards.tsx';
import { InvoiceDataForm } from './invoice-data-form.tsx';
import { IssueInvoiceForm } from './issue-invoice-form.tsx';

/** Invoice data, also entered late for a caller, and the e-invoice that finance uploads (JX-37, JX-38). */
export function InvoicePanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const { staff } = useSession();
  const { invoice } = order;
  const { data } = invoice;
  const finance = staff?.roles.includes('finance') ?? false;
  const mayEnter = finance || (staff?.roles.includes('customer-service') ?? false);
  return (
    <Panel title={t('invoice.title')} tone={finance && invoice.status === 'waiting' ? 'act' : 'plain'}>
      <Facts
        of={[
          [t('invoice.status'), t(`invoice.of.${invoice.status}`)],
          [t('invoice.kind'), data && t(`invoice.kinds.${data.kind}`)],
          [t('invoice.name'), data?.title],
          [t('invoice.tax'), data && <span className="code">{data.taxNumber}</span>],
          [t('invoice.email'), data?.email],
          [t('invoice.address'), data?.addressAndPhone],
          [t('invoice.bank'), data?.bankAndAccount],
          [t('invoice.due'), invoice.due && format.day(invoice.due)],
          [t('invoice.number'), invoice.number && <span className="code">{invoice.number}</span>],
          [t('invoice.issuedAt'), invoice.issuedAt && format.moment(invoice.issuedAt)],
        ]}
      />
      {mayEnter && !invoice.issuedAt && <InvoiceDataForm order={order} />}
      {finance && data && !invoice.issuedAt && <IssueInvoiceForm order={order} />}
      <InvoiceAfterwards order={order} />
    </Panel>
  );
}
