import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Notice, PageTitle, Panel } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Grid } from '../../parts/grid.tsx';
import { Go, useParam } from '../../parts/place.tsx';
import { DueForm } from './due-form.tsx';
import { InvoiceKindForm } from './invoice-kind-form.tsx';

export type CustomerAccount = Answer<typeof endpoints.remittances.account>;

/** A customer's account: what stands to its credit, what it owes, what kind of invoice it chose (IT-19, IT-31, IT-33). */
export function CustomerAccountPage() {
  const { t } = useTranslation('console-remittances');
  const id = useParam('id');
  const read = useCall(endpoints.remittances.account, { params: { id } });
  const { staff } = useSession();
  const payees = useCall(endpoints.remittances.payees, {}, { staleTime: 60_000 }).data?.items ?? [];
  const acts = staff?.roles.includes('finance') ?? false;
  return (
    <>
      <PageTitle title={t('account.title')} above={<Go to="/remittances">{t('back')}</Go>}>
        {read.data?.organisation.name ?? t('account.title')}
      </PageTitle>
      <Answered query={read}>
        {(account) => (
          <>
            {account.inArrears && <Notice kind="problem" title={t('account.arrears')} />}
            <Balances of={account} />
            <Dues of={account} />
            {acts && payees.length > 0 && <DueForm organisationId={id} payees={payees} />}
            <InvoiceChoices of={account} />
            {acts && payees.length > 0 && <InvoiceKindForm account={account} payees={payees} />}
          </>
        )}
      </Answered>
    </>
  );
}

function Balances({ of }: { readonly of: CustomerAccount }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  return (
    <Panel title={t('account.title')} aside={<span className="code">{of.organisation.creditCode}</span>}>
      <Grid
        caption={t('account.title')}
        rows={of.balances}
        keyOf={(row) => row.company.code}
        empty={t('account.empty')}
        emptyText={t('account.emptyText')}
        columns={[
          { key: 'company', label: t('company'), of: (row) => row.company.name },
          { key: 'deposit', label: t('account.deposit'), numeric: true, of: (row) => format.fen(row.depositFen) },
          {
            key: 'designated',
            label: t('account.designated'),
            numeric: true,
            of: (row) => format.fen(row.designatedFen),
          },
        ]}
      />
    </Panel>
  );
}

function Dues({ of }: { readonly of: CustomerAccount }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  return (
    <Panel title={t('dues.title')}>
      <Grid
        caption={t('dues.title')}
        rows={of.dues}
        keyOf={(row) => row.id}
        empty={t('dues.empty')}
        columns={[
          { key: 'period', label: t('dues.period'), of: (row) => row.period },
          { key: 'amount', label: t('amount'), numeric: true, of: (row) => format.fen(row.amountFen) },
          { key: 'dueOn', label: t('dues.dueOn'), of: (row) => row.dueOn },
          {
            key: 'status',
            label: t('state.label'),
            of: (row) => (row.overdue ? t('dues.overdue') : t(`dues.of.${row.status}`)),
          },
          { key: 'company', label: t('company'), of: (row) => row.company.name },
        ]}
      />
    </Panel>
  );
}

function InvoiceChoices({ of }: { readonly of: CustomerAccount }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  return (
    <Panel title={t('invoice.title')}>
      <Grid
        caption={t('invoice.title')}
        rows={of.invoiceChoices}
        keyOf={(row) => `${row.company.code}${row.by.at}`}
        empty={t('invoice.empty')}
        columns={[
          { key: 'kind', label: t('invoice.kind'), of: (row) => t(`invoice.of.${row.kind}`) },
          {
            key: 'form',
            label: t('invoice.form'),
            of: (row) => (row.change ? t('invoice.change') : t('invoice.first')),
          },
          { key: 'company', label: t('company'), of: (row) => row.company.name },
          { key: 'by', label: t('by'), of: (row) => `${row.by.name} ${format.moment(row.by.at)}` },
        ]}
      />
    </Panel>
  );
}
