import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { RoleQueues } from '../desks/role-queues.tsx';
import { workPlace } from '../home/take-next.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Grid } from '../parts/grid.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { TransferForm } from './transfer-form.tsx';

const STATUS = ['open', 'pending', 'paid', 'failed', 'expired', 'refunding', 'refunded'] as const;

/** Payments, refunds and invoices waiting, and the comparison with the bank. */
export function PaymentsPage() {
  const { t } = useTranslation('console-office');
  const format = useFormat();
  const { staff } = useSession();
  const address = useAddress();
  const page = usePageNumber();
  const q = address.get('q') || undefined;
  const status = oneOf(STATUS, address.get('status'));
  const list = useCall(endpoints.finance.payments, { query: { page, q, status } }, { keepFormer: true });
  const finance = staff?.roles.includes('finance') ?? false;
  return (
    <>
      <PageTitle title={t('payments.title')}>{t('payments.title')}</PageTitle>
      {finance && <RoleQueues desk="finance" to={workPlace} />}
      {finance && <Reconciliation />}
      {finance && <TransferForm />}
      <SearchField label={t('payments.search')} />
      <div className="tools">
        <ChoiceFilter
          name="status"
          label={t('status.label')}
          all={t('all')}
          options={STATUS.map((value) => ({ value, label: t(`payments.of.${value}`) }))}
        />
      </div>
      <Answered query={list}>
        {(answer) => (
          <>
            <Grid
              caption={t('payments.title')}
              rows={answer.items}
              keyOf={(row) => row.id}
              empty={t('payments.empty')}
              columns={[
                {
                  key: 'order',
                  label: t('payments.order'),
                  of: (row) => (
                    <Go to={`/orders/${row.applicationId}`} className="code">
                      {row.applicationNumber}
                    </Go>
                  ),
                },
                { key: 'payer', label: t('payments.payer'), of: (row) => row.payer },
                { key: 'amount', label: t('payments.amount'), numeric: true, of: (row) => format.fen(row.amountFen) },
                { key: 'status', label: t('status.label'), short: true, of: (row) => t(`payments.of.${row.status}`) },
                {
                  key: 'reference',
                  label: t('payments.reference'),
                  of: (row) => <span className="small code long">{row.channelReference ?? t('none')}</span>,
                },
                { key: 'at', label: t('createdAt'), of: (row) => format.moment(row.createdAt) },
                {
                  key: 'settled',
                  label: t('payments.settledAt'),
                  of: (row) => (row.settledAt ? format.moment(row.settledAt) : t('none')),
                },
              ]}
            />
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
