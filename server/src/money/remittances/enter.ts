import { shanghaiDay } from '@yinxin/programme';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import { isThirdParty, mistypedPayee } from '../rules/payees.ts';
import { post, transactionKnown } from '../store.ts';
import { companyByKey, type Desk, locked, type OrganisationRef, organisationMeant, type Whose } from './desk.ts';
import { PAYER, PAYER_ACCOUNT, payerIndex, payerName, REMARK } from './sealed.ts';
import * as store from './store.ts';

export interface Entered {
  readonly company: string;
  readonly amountFen: number;
  readonly payerName: string;
  readonly payerAccount?: string | undefined;
  readonly payeeName?: string | undefined;
  readonly reference: string;
  readonly receivedOn: string;
  readonly remark: string;
  readonly whose: Whose | null;
}

/**
 * Enters a remittance once, under the bank's own reference; entered again nothing happens. Its customer's account is credited
 * when it is known whose it is and the payer is the customer; else it waits in suspense (IT-30). Throws RECEIVED_IN_FUTURE,
 * COMPANY_UNKNOWN, ORGANISATION_UNKNOWN, UNKNOWN_ORDER_NUMBER, REFERENCE_USED.
 */
export async function enter(
  desk: Desk,
  tx: Tx,
  entered: Entered,
  staff: store.Staff,
): Promise<{ readonly result: 'entered' | 'already-known'; readonly id: string }> {
  const { clock, sealing, ports } = desk;
  const now = clock.now();
  if (entered.receivedOn > shanghaiDay(now)) throw moneyProblem('RECEIVED_IN_FUTURE', { field: 'body.receivedOn' });
  await lockReference(tx, entered.reference);
  const known = await store.byReference(tx, entered.reference);
  if (known) return { result: 'already-known', id: known.id };
  if (await transactionKnown(tx, entered.reference)) {
    throw moneyProblem('REFERENCE_USED', { field: 'body.reference', params: { reference: entered.reference } });
  }
  const { programme } = await companyByKey(ports, tx, entered.company);
  const whose = entered.whose && (await organisationMeant(ports, tx, entered.whose));
  const { payerName: payer, payerAccount, remark, payeeName = '' } = entered;
  const row: store.RemittanceRow = {
    id: uuidv7(),
    reference: entered.reference,
    company: entered.company,
    amount_fen: entered.amountFen,
    left_fen: entered.amountFen,
    received_on: entered.receivedOn,
    payer_sealed: sealing.seal(payer, PAYER),
    payer_index: payerIndex(sealing, payer),
    payer_account_sealed: payerAccount === undefined ? null : sealing.seal(payerAccount, PAYER_ACCOUNT),
    remark_sealed: sealing.seal(remark, REMARK),
    mistyped: mistypedPayee([payeeName, remark], programme.mistypedPayees) ?? null,
    ...ownerOf(whose, payer),
    credited_at: whose && !isThirdParty(payer, whose.name) ? now : null,
    slip: null,
    purpose: null,
    origin_id: null,
    entered_by: staff.id,
    entered_by_name: staff.name,
    entered_at: now,
  };
  await store.insert(tx, row);
  const party = row.credited_at ? row.organisation_id : null;
  const { reference, company, amount_fen: fen } = row;
  await post(tx, { kind: 'remitted', reference, company, party, fen }, now);
  await ports.auditRemittance(tx, {
    action: 'remittance.entered',
    remittance: { id: row.id, label: reference },
    details: { company, amountFen: fen, receivedOn: row.received_on, organisation: row.credit_code ?? '' },
    staff,
  });
  return { result: 'entered', id: row.id };
}

/** Says whose an unmatched remittance is. Throws REMITTANCE_UNKNOWN, ALREADY_MATCHED and those of the organisation meant. */
export async function match(desk: Desk, tx: Tx, id: string, whose: Whose, staff: store.Staff): Promise<void> {
  const row = await locked(tx, id);
  if (row.credited_at) throw moneyProblem('ALREADY_MATCHED', { params: { name: row.organisation_name ?? '' } });
  const organisation = await organisationMeant(desk.ports, tx, whose);
  // The papers of a third party name the business they are for: for another customer they are needed anew.
  const papers = organisation.id === row.organisation_id ? {} : { slip: null, purpose: null };
  const owned = { ...row, ...papers, ...ownerOf(organisation, payerName(desk.sealing, row)) };
  await store.update(tx, id, { ...papers, ...ownerOf(organisation, payerName(desk.sealing, row)) });
  await desk.ports.auditRemittance(tx, {
    action: 'remittance.matched',
    remittance: { id, label: row.reference },
    details: { organisation: organisation.creditCode },
    staff,
  });
  await creditWhenComplete(desk, tx, owned);
}

/** Records that a paper of a third-party payer arrived (IT-30). Throws REMITTANCE_UNKNOWN, PAPER_NOT_NEEDED. */
export async function recordPaper(
  desk: Desk,
  tx: Tx,
  id: string,
  { paper, ...arrived }: { paper: 'slip' | 'purpose'; channel: 'fax' | 'upload' | 'post'; note: string },
  staff: store.Staff,
): Promise<void> {
  const row = await locked(tx, id);
  if (row.organisation_id === null || !row.third_party || row.credited_at) throw moneyProblem('PAPER_NOT_NEEDED');
  const recorded = { ...arrived, name: staff.name, at: desk.clock.now().toISOString() };
  await store.update(tx, id, { [paper]: recorded });
  await desk.ports.auditRemittance(tx, {
    action: 'remittance.paper-recorded',
    remittance: { id, label: row.reference },
    details: { paper, channel: arrived.channel },
    staff,
  });
  await creditWhenComplete(desk, tx, { ...row, [paper]: recorded });
}

/** Credits the customer's account once it is known whose the money is and, for a third party, both papers are there. */
async function creditWhenComplete(desk: Desk, tx: Tx, row: store.RemittanceRow): Promise<void> {
  const { id, organisation_id: party, company, left_fen: fen } = row;
  if (party === null || (row.third_party && !(row.slip && row.purpose))) return;
  const now = desk.clock.now();
  await store.update(tx, id, { credited_at: now });
  await post(tx, { kind: 'matched', id, company, party, fen }, now);
}

function ownerOf(organisation: OrganisationRef | null, payer: string) {
  return {
    organisation_id: organisation?.id ?? null,
    organisation_name: organisation?.name ?? null,
    credit_code: organisation?.creditCode ?? null,
    third_party: organisation !== null && isThirdParty(payer, organisation.name),
  };
}

/** Until the transaction ends nobody else enters money of this bank reference, here or as a transfer. */
export async function lockReference(tx: Tx, reference: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`transfer:${reference}`}, 0))`.execute(tx);
}
