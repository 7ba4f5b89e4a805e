import { shanghaiDay } from '@yinxin/programme';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import { type InvoiceKind, type InvoiceKindAnswer, invoiceKinds } from '../rules/invoice-kind.ts';
import { chargeOf, customerBalance } from '../store.ts';
import { companies, companyByKey, companyOfOrder, type Desk } from './desk.ts';
import * as dues from './dues.ts';
import { type Staff, tables } from './store.ts';
import { nameOf } from './view.ts';

interface ChoiceRow {
  id: string;
  organisation_id: string;
  company: string;
  kind: InvoiceKind;
  is_change: boolean;
  note: string;
  by_id: string;
  by_name: string;
  at: Date;
}

const choices = (db: Database, organisationId: string): Promise<ChoiceRow[]> =>
  db
    .withTables<{ invoice_choice: ChoiceRow }>()
    .selectFrom('invoice_choice')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('at')
    .execute();

/** A customer's account: balances, what is owed, kinds of invoice chosen. Throws ORGANISATION_UNKNOWN. */
export async function account(desk: Desk, db: Database, organisationId: string) {
  const organisation = await desk.ports.organisation(db, { id: organisationId });
  if (!organisation) throw moneyProblem('ORGANISATION_UNKNOWN', { params: { code: '' } });
  const company = nameOf(await companies(desk.ports, db));
  const today = shanghaiDay(desk.clock.now());
  const balances = await customerBalance(db, organisationId);
  return {
    organisation,
    balances: balances.map((one) => ({ ...one, company: company(one.company) })),
    dues: (await dues.ofOrganisation(db, organisationId)).map((due) => dueView(due, company, today)),
    inArrears: await dues.hasArrears(db, organisationId, desk.clock.now()),
    invoiceChoices: (await choices(db, organisationId)).map((one) => ({
      company: company(one.company),
      kind: one.kind,
      change: one.is_change,
      note: one.note,
      by: { name: one.by_name, at: one.at.toISOString() },
    })),
  };
}

export function dueView(due: dues.DueRow, company: (key: string) => { code: string; name: string }, today: string) {
  return {
    id: due.id,
    company: company(due.company),
    period: due.period,
    amountFen: due.amount_fen,
    dueOn: due.due_on,
    status: due.status,
    overdue: due.status === 'open' && due.due_on < today,
  };
}

/**
 * Records the invoice type confirmation form, or its change (IT-33, IT-34). Throws ORGANISATION_UNKNOWN, COMPANY_UNKNOWN,
 * INVOICE_KIND_KNOWN, INVOICE_KIND_NEW.
 */
export async function confirmInvoiceKind(
  desk: Desk,
  tx: Tx,
  asked: { organisationId: string; company: string; kind: InvoiceKind; change: boolean; note: string },
  staff: Staff,
): Promise<void> {
  const organisation = await desk.ports.organisation(tx, { id: asked.organisationId });
  if (!organisation) throw moneyProblem('ORGANISATION_UNKNOWN', { params: { code: '' } });
  const { key: company } = await companyByKey(desk.ports, tx, asked.company);
  const had = (await choices(tx, organisation.id)).some((one) => one.company === company);
  if (had !== asked.change)
    throw moneyProblem(had ? 'INVOICE_KIND_KNOWN' : 'INVOICE_KIND_NEW', { field: 'body.change' });
  const id = uuidv7();
  await tx
    .withTables<{ invoice_choice: ChoiceRow }>()
    .insertInto('invoice_choice')
    .values({
      id,
      organisation_id: organisation.id,
      company,
      kind: asked.kind,
      is_change: asked.change,
      note: asked.note,
      by_id: staff.id,
      by_name: staff.name,
      at: desk.clock.now(),
    })
    .execute();
  await desk.ports.auditRemittance(tx, {
    action: asked.change ? 'invoice-kind.changed' : 'invoice-kind.confirmed',
    remittance: { id, label: organisation.creditCode },
    details: { company, kind: asked.kind },
    staff,
  });
}

/** Whether an order's fee is credited and, where it came by remittance, designated to it (IT-19). A free order has no charge. */
export async function feeCredited(db: Database, applicationId: string): Promise<boolean> {
  return (await chargeOf(db, applicationId))?.status === 'paid';
}

/**
 * Which kinds of invoice may be issued for an order (IT-33 to IT-35); undefined when it is not paid by remittance and the
 * programme alone decides.
 */
export async function invoiceKindsFor(
  desk: Desk,
  db: Database,
  applicationId: string,
): Promise<InvoiceKindAnswer | undefined> {
  const company = await companyOfOrder(desk.ports, db, applicationId);
  const charge = await chargeOf(db, applicationId);
  if (!company || charge?.paid_into !== 'bank') return undefined;
  const payers = await tables(db)
    .selectFrom('designation as d')
    .innerJoin('remittance as r', 'r.id', 'd.remittance_id')
    .select(['r.third_party'])
    .where('d.charge_id', '=', charge.id)
    .where('d.status', '=', 'released')
    .execute();
  return invoiceKinds({
    thirdParty: payers.some((one) => one.third_party),
    formNeeded: company.payee.invoiceKindForm ?? false,
    choices: (await choices(db, charge.organisation_id)).filter((one) => one.company === charge.company),
    at: charge.paid_at ?? desk.clock.now(),
  });
}
