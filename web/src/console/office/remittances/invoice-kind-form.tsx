import { endpoints, InvoiceKind } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { NoteField, RadioGroup } from '../../../shared/form/index.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import type { CustomerAccount } from './customer-account-page.tsx';
import { CompanyField, type Payees } from './due-form.tsx';
import { AFTER_MONEY } from './refresh.ts';

/** Records the invoice type confirmation form; after the first time, its change (IT-33, IT-34). */
export function InvoiceKindForm({ account, payees }: { readonly account: CustomerAccount; readonly payees: Payees }) {
  const { t } = useTranslation('console-remittances');
  const [chosen, setCompany] = useState('');
  const company = chosen || (payees.length === 1 ? (payees[0]?.code ?? '') : '');
  const [kind, setKind] = useState<(typeof InvoiceKind.options)[number] | null>(null);
  const [note, setNote] = useState('');
  const change = account.invoiceChoices.some((one) => one.company.code === company);
  const confirm = useCommand(endpoints.remittances.confirmInvoiceKind, {
    refresh: AFTER_MONEY,
    onSuccess: () => setNote(''),
  });
  const complete = company !== '' && kind !== null;
  const give = () => {
    if (!company || kind === null) return;
    confirm.mutate({ params: { id: account.organisation.id }, body: { company, kind, change, note: note.trim() } });
  };
  return (
    <Panel title={change ? t('invoice.recordChange') : t('invoice.record')}>
      <p className="quiet">{t('invoice.text')}</p>
      <CompanyField payees={payees} value={company} onChange={setCompany} />
      <RadioGroup
        legend={t('invoice.kind')}
        name="invoice-kind"
        value={kind}
        options={InvoiceKind.options.map((value) => ({ value, label: t(`invoice.of.${value}`) }))}
        onChange={setKind}
      />
      <NoteField label={t('invoice.note')} optional value={note} onChange={setNote} />
      <ProblemAlert problem={confirm.error} />
      <Act why={complete ? null : t('invoice.incomplete')} loading={confirm.isPending} onClick={give}>
        {t('invoice.go')}
      </Act>
    </Panel>
  );
}
