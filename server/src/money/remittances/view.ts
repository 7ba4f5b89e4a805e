import type { DesignationView, RemittanceView, RemittanceRow as RowView } from '@yinxin/contract';
import { organisationName } from '@yinxin/identifiers';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import { chargeOf } from '../store.ts';
import { type Company, companies, type Desk, serving } from './desk.ts';
import * as dues from './dues.ts';
import { payerAccount, payerIndex, payerName, remark } from './sealed.ts';
import * as store from './store.ts';

type Row = z.input<typeof RowView>;
type View = z.input<typeof RemittanceView>;
export type State = Row['state'];

/** Names of companies by their key; a company that left the programmes keeps its key as its name. */
export const nameOf =
  (known: readonly Company[]) =>
  (key: string): { code: string; name: string } => ({
    code: key,
    name: known.find((company) => company.key === key)?.payee.company ?? key,
  });

const by = (name: string, at: Date | string) => ({ name, at: typeof at === 'string' ? at : at.toISOString() });

function stateOf(row: store.RemittanceRow, isReturning: boolean): State {
  if (row.left_fen > 0) return row.credited_at ? 'undesignated' : 'unmatched';
  return isReturning ? 'returning' : 'used';
}

function rowView(desk: Desk, known: readonly Company[], row: store.RemittanceRow, isReturning: boolean): Row {
  const { organisation_id: id, organisation_name: name, credit_code: creditCode } = row;
  const own = known.find((company) => company.key === row.company);
  const right = own && creditCode !== null ? serving(own.programme, creditCode) : undefined;
  const company = nameOf(known);
  return {
    id: row.id,
    reference: row.reference,
    company: company(row.company),
    amountFen: row.amount_fen,
    leftFen: row.left_fen,
    state: stateOf(row, isReturning),
    payerName: payerName(desk.sealing, row),
    receivedOn: row.received_on,
    organisation: id !== null && name !== null && creditCode !== null ? { id, name, creditCode } : null,
    thirdParty: row.third_party,
    mistyped: row.mistyped,
    belongsTo: right && right.key !== row.company ? company(right.key) : null,
  };
}

const returning = sql<boolean>`exists (select 1 from remittance_return x where x.remittance_id = remittance.id and x.status = 'begun')`;

/** Remittances, newest first. */
export async function list(
  desk: Desk,
  db: Database,
  query: {
    state?: State | undefined;
    company?: string | undefined;
    q?: string | undefined;
    page: number;
    size: number;
  },
): Promise<{ items: Row[]; total: number }> {
  let found = store.tables(db).selectFrom('remittance');
  const { state, company, q } = query;
  if (state === 'unmatched') found = found.where('left_fen', '>', 0).where('credited_at', 'is', null);
  if (state === 'undesignated') found = found.where('left_fen', '>', 0).where('credited_at', 'is not', null);
  if (state === 'returning') found = found.where(returning);
  if (state === 'used') found = found.where('left_fen', '=', 0).where((e) => e.not(returning));
  if (company) found = found.where('company', '=', company);
  const typed = q?.trim();
  if (typed) {
    const start = `${organisationName.normalise(typed).cleaned.replace(/[%_\\]/g, '\\$&')}%`;
    found = found.where((e) =>
      e.or([
        e('reference', '=', typed),
        e('credit_code', '=', typed.toUpperCase()),
        e('payer_index', '=', payerIndex(desk.sealing, typed)),
        e('organisation_name', 'like', start),
      ]),
    );
  }
  const total = await found.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  const rows = await found
    .selectAll()
    .select(returning.as('returning'))
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const known = await companies(desk.ports, db);
  return { items: rows.map((row) => rowView(desk, known, row, row.returning)), total: total.n };
}

/** One remittance with all that was done with it and what it could pay. Throws REMITTANCE_UNKNOWN. */
export async function view(desk: Desk, db: Tx, id: string, reader: string): Promise<View> {
  const row = await store.byId(db, id);
  if (!row) throw moneyProblem('REMITTANCE_UNKNOWN');
  const known = await companies(desk.ports, db);
  const returns = await returnsOf(db, id, reader);
  const moved = await store.tables(db).selectFrom('remittance').selectAll().where('origin_id', '=', id).execute();
  const company = nameOf(known);
  return {
    ...rowView(
      desk,
      known,
      row,
      returns.some((one) => one.status === 'begun'),
    ),
    payerAccount: payerAccount(desk.sealing, row),
    remark: remark(desk.sealing, row),
    entered: by(row.entered_by_name, row.entered_at),
    slip: paperView(row.slip),
    purpose: paperView(row.purpose),
    originId: row.origin_id,
    designations: await designationsOf(db, id),
    transfers: moved.map((one) => ({
      id: one.id,
      company: company(one.company),
      amountFen: one.amount_fen,
      reference: one.reference,
    })),
    returns,
    waiting: row.credited_at && row.organisation_id ? await waitingFor(desk, db, row.organisation_id, row.company) : [],
  };
}

const paperView = (paper: store.PaperRow | null): View['slip'] =>
  paper && { channel: paper.channel, note: paper.note, name: paper.name, at: paper.at };

async function returnsOf(db: Database, id: string, reader: string): Promise<View['returns']> {
  const rows = await store
    .tables(db)
    .selectFrom('remittance_return')
    .selectAll()
    .where('remittance_id', '=', id)
    .orderBy('at')
    .execute();
  return rows.map((one) => ({
    id: one.id,
    amountFen: one.amount_fen,
    reason: one.reason,
    status: one.status,
    reference: one.reference,
    by: by(one.by_name, one.at),
    own: one.by_id === reader,
    paidBy: one.paid_by_name !== null && one.ended_at ? by(one.paid_by_name, one.ended_at) : null,
  }));
}

async function designationsOf(db: Database, id: string): Promise<z.input<typeof DesignationView>[]> {
  const rows = await store
    .tables(db)
    .withTables<{ due: dues.DueRow }>()
    .selectFrom('designation as d')
    .leftJoin('charge as c', 'c.id', 'd.charge_id')
    .leftJoin('due as u', 'u.id', 'd.due_id')
    .selectAll('d')
    .select(['c.application_id', 'c.application_number', 'u.period'])
    .where('d.remittance_id', '=', id)
    .orderBy('d.at')
    .orderBy('d.id')
    .execute();
  return rows.map((one) => ({
    id: one.id,
    purpose: one.due_id === null ? 'certificate-fee' : 'platform-fee',
    applicationId: one.application_id,
    label: one.application_number ?? one.period ?? '',
    amountFen: one.amount_fen,
    status: one.status,
    by: by(one.by_name, one.at),
  }));
}

/** What an organisation has to pay now at a company: fees of its open orders, and dues. */
async function waitingFor(desk: Desk, db: Tx, organisationId: string, company: string): Promise<View['waiting']> {
  const found: View['waiting'] = [];
  for (const order of await desk.ports.openOrders(db, organisationId)) {
    if (order.paid) continue;
    const asked = await desk.ports.billByNumber(db, order.number);
    if (!asked?.payable || asked.bill.amountFen === 0) continue;
    const charge = await chargeOf(db, asked.bill.applicationId);
    const held = charge ? await store.heldFor(db, { charge: charge.id }) : [];
    found.push(waitingView('certificate-fee', order.number, order.number, order.state, asked.bill.amountFen, held));
  }
  // The oldest month first: it is what makes arrears.
  for (const due of (await dues.ofOrganisation(db, organisationId)).toReversed()) {
    if (due.status !== 'open' || due.company !== company) continue;
    const held = await store.heldFor(db, { due: due.id });
    const day = { zh: due.due_on, en: due.due_on };
    found.push(waitingView('platform-fee', due.id, due.period, day, due.amount_fen, held));
  }
  return found;
}

function waitingView(
  purpose: View['waiting'][number]['purpose'],
  target: string,
  label: string,
  note: View['waiting'][number]['note'],
  amountFen: number,
  held: readonly store.DesignationRow[],
): View['waiting'][number] {
  const missingFen = amountFen - held.reduce((sum, one) => sum + one.amount_fen, 0);
  return { purpose, target, label, note, amountFen, missingFen };
}
