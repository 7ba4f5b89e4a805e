import type { ApplicationView, InvoiceData, ProgrammeView } from '@yinxin/contract';
import { taxNumber } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, Field, RadioGroup } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Panel, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { Findings, useFirstError } from '../parts/findings.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { isAllowed, useOrderCommand } from '../parts/use-order.ts';

/** Invoice data at payment or later, and the e-invoice once it is there (JX-37, JX-38). */
export function InvoicePanel({
  view,
  programme,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
}) {
  const { t } = useTranslation('order');
  const format = useFormat();
  const local = useLocal();
  const [editing, setEditing] = useState(false);
  const { invoice } = view;
  const allowed = isAllowed(view, 'set-invoice');
  if (!allowed && invoice.data === null && invoice.status === 'none') return null;
  return (
    <Panel title={t('invoice.title')} aside={<span className="tag">{t(`invoice.${invoice.status}`)}</span>}>
      {invoice.due && invoice.status === 'waiting' && <p>{t('invoice.due', { due: format.day(invoice.due) })}</p>}
      {invoice.hasFile && (
        <p>
          <PdfLink href={`/api/applications/${view.id}/invoice`}>
            {t('invoice.file', { number: invoice.number ?? '' })}
          </PdfLink>
        </p>
      )}
      {invoice.elsewhere && invoice.status !== 'none' && <p className="small quiet">{local(invoice.elsewhere)}</p>}
      {invoice.parcel && (
        <p>{t('invoice.sent', { carrier: invoice.parcel.carrier, number: invoice.parcel.trackingNumber })}</p>
      )}
      {invoice.data && !editing && (
        <Facts
          of={[
            [t('invoice.kind'), t(`invoice.kinds.${invoice.data.kind}`)],
            [t('invoice.name'), invoice.data.title],
            [
              t('invoice.tax'),
              <span key="t" className="code">
                {invoice.data.taxNumber}
              </span>,
            ],
            invoice.data.email && [t('invoice.email'), invoice.data.email],
            invoice.data.mobile && [t('invoice.mobile'), invoice.data.mobile],
          ]}
        />
      )}
      {!invoice.data && !editing && <p>{t('invoice.none_text')}</p>}
      {editing ? (
        <InvoiceForm view={view} programme={programme} onDone={() => setEditing(false)} />
      ) : (
        allowed && (
          <Button onClick={() => setEditing(true)}>{t(invoice.data ? 'invoice.change' : 'invoice.give')}</Button>
        )
      )}
    </Panel>
  );
}

function InvoiceForm({
  view,
  programme,
  onDone,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('order');
  const firstError = useFirstError();
  const form = useFormErrors('invoice', ['title', 'taxNumber', 'email', 'addressAndPhone', 'bankAndAccount']);
  const former = view.invoice.data;
  const [data, setData] = useState<InvoiceData>(
    former ?? {
      kind: programme.invoiceKinds[0] ?? 'e-invoice-general',
      // Known already; the payer may be somebody else, so both may be changed.
      title: view.organisation.name,
      taxNumber: view.organisation.creditCode,
    },
  );
  const set = (change: Partial<InvoiceData>) => setData({ ...data, ...change });
  const tax = taxNumber.explain(data.taxNumber);
  const special = data.kind === 'e-invoice-special';
  const save = useOrderCommand(onDone);
  function submit(event: FormEvent) {
    event.preventDefault();
    const blank = (value: string | undefined) => !value?.trim();
    const clean = form.check({
      title: blank(data.title) ? t('invoice.nameMissing') : undefined,
      taxNumber: firstError(tax.findings, t('invoice.tax')),
      email: data.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(data.email) ? t('invoice.emailWrong') : undefined,
      addressAndPhone: special && blank(data.addressAndPhone) ? t('invoice.specialMissing') : undefined,
      bankAndAccount: special && blank(data.bankAndAccount) ? t('invoice.specialMissing') : undefined,
    });
    if (!clean) return;
    const filled = Object.entries(data).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []));
    const invoice = {
      ...Object.fromEntries(filled),
      kind: data.kind,
      title: data.title.trim(),
      taxNumber: tax.cleaned,
    };
    save.mutate(
      { params: { id: view.id }, body: { command: { type: 'set-invoice', invoice } } },
      { onError: (problem) => form.refused(problem) },
    );
  }
  const text = (name: 'email' | 'mobile' | 'addressAndPhone' | 'bankAndAccount', optional: boolean) => (
    <Field
      key={name}
      id={`invoice-${name}`}
      label={t(`invoice.${name}`)}
      optional={optional}
      error={name === 'mobile' ? undefined : form.errors[name]}
    >
      {(ids) => (
        <Input
          {...ids}
          maxLength={200}
          value={data[name] ?? ''}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      <RadioGroup
        legend={t('invoice.kind')}
        name="invoice-kind"
        value={data.kind}
        onChange={(kind) => set({ kind })}
        options={programme.invoiceKinds.map((one) => ({ value: one, label: t(`invoice.kinds.${one}`) }))}
      />
      <Field id={form.idOf('title')} label={t('invoice.name')} error={form.errors.title}>
        {(ids) => (
          <Input {...ids} maxLength={100} value={data.title} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field
        id={form.idOf('taxNumber')}
        label={t('invoice.tax')}
        error={form.errors.taxNumber}
        note={tax.cleaned.length >= 15 && <Findings of={tax.findings} />}
      >
        {(ids) => (
          <Input
            {...ids}
            maxLength={30}
            value={data.taxNumber}
            onChange={(event) => set({ taxNumber: event.target.value })}
          />
        )}
      </Field>
      {text('email', true)}
      {text('mobile', true)}
      {special && text('addressAndPhone', false)}
      {special && text('bankAndAccount', false)}
      <ProblemAlert problem={form.summary.length === 0 ? save.error : null} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:save')}
        </Button>
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}
