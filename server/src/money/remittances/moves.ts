import { shanghaiDay } from '@yinxin/programme';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import { post, transactionKnown } from '../store.ts';
import { companyByKey, type Desk, enough, locked, spendable } from './desk.ts';
import { lockReference } from './enter.ts';
import * as store from './store.ts';

/**
 * Transfers a customer's money to another company of the same programme; it arrives there as a remittance of its own (IT-28).
 * Throws REMITTANCE_UNKNOWN, REMITTANCE_UNMATCHED, NOT_ENOUGH_LEFT, COMPANY_UNKNOWN, TRANSFER_NOWHERE, REFERENCE_USED.
 */
export async function transfer(
  desk: Desk,
  tx: Tx,
  id: string,
  asked: { readonly to: string; readonly amountFen: number; readonly reference: string },
  staff: store.Staff,
): Promise<void> {
  const row = spendable(await locked(tx, id), asked.amountFen);
  const [from, to] = [row.company, (await companyByKey(desk.ports, tx, asked.to)).key];
  if (to === from || programmeOf(to) !== programmeOf(from))
    throw moneyProblem('TRANSFER_NOWHERE', { field: 'body.to' });
  await freshReference(tx, asked.reference);
  const now = desk.clock.now();
  const { amountFen: fen, reference } = asked;
  const arrived = uuidv7();
  await store.update(tx, id, { left_fen: row.left_fen - fen });
  await store.insert(tx, {
    ...row,
    id: arrived,
    reference,
    company: to,
    amount_fen: fen,
    left_fen: fen,
    received_on: shanghaiDay(now),
    origin_id: id,
    credited_at: now,
    entered_by: staff.id,
    entered_by_name: staff.name,
    entered_at: now,
  });
  await post(tx, { kind: 'moved', id: arrived, company: from, to, party: row.organisation_id, fen }, now);
  await desk.ports.auditRemittance(tx, {
    action: 'remittance.transferred',
    remittance: { id, label: row.reference },
    details: { to, amountFen: fen, reference },
    staff,
  });
}

const programmeOf = (company: string) => company.split('/')[0];

/** A bank reference nobody used. Throws REFERENCE_USED. */
async function freshReference(tx: Tx, reference: string): Promise<void> {
  await lockReference(tx, reference);
  if ((await store.byReference(tx, reference)) || (await transactionKnown(tx, reference))) {
    throw moneyProblem('REFERENCE_USED', { field: 'body.reference', params: { reference } });
  }
}

/** Sets money aside to go back to the payer; somebody else pays it out. Throws REMITTANCE_UNKNOWN, NOT_ENOUGH_LEFT. */
export async function beginReturn(
  desk: Desk,
  tx: Tx,
  id: string,
  asked: { readonly amountFen: number; readonly reason: string },
  staff: store.Staff,
): Promise<void> {
  const row = await locked(tx, id);
  enough(row, asked.amountFen);
  const now = desk.clock.now();
  const party = row.credited_at ? row.organisation_id : null;
  const made: store.ReturnRow = {
    id: uuidv7(),
    remittance_id: id,
    amount_fen: asked.amountFen,
    party,
    reason: asked.reason,
    status: 'begun',
    reference: null,
    by_id: staff.id,
    by_name: staff.name,
    at: now,
    paid_by_id: null,
    paid_by_name: null,
    ended_at: null,
  };
  await store.insertReturn(tx, made);
  await store.update(tx, id, { left_fen: row.left_fen - made.amount_fen });
  await postReturn(desk, tx, row, made, 'return-begun', staff);
}

/** Records that a return was paid out. Throws RETURN_UNKNOWN, RETURN_ENDED, SECOND_CLERK_NEEDED, REFERENCE_USED. */
export async function payReturn(
  desk: Desk,
  tx: Tx,
  id: string,
  reference: string,
  staff: store.Staff,
): Promise<string> {
  const { row, made } = await begun(tx, id);
  if (made.by_id === staff.id) throw moneyProblem('SECOND_CLERK_NEEDED');
  await freshReference(tx, reference);
  if (await store.returnByReference(tx, reference)) {
    throw moneyProblem('REFERENCE_USED', { field: 'body.reference', params: { reference } });
  }
  const ended = { reference, paid_by_id: staff.id, paid_by_name: staff.name, ended_at: desk.clock.now() };
  await store.updateReturn(tx, id, { status: 'paid', ...ended });
  await postReturn(desk, tx, row, made, 'return-paid', staff);
  return row.id;
}

/** The money stays: it goes back to where it was taken from. Throws RETURN_UNKNOWN, RETURN_ENDED. */
export async function giveUpReturn(desk: Desk, tx: Tx, id: string, staff: store.Staff): Promise<string> {
  const { row, made } = await begun(tx, id);
  await store.updateReturn(tx, id, { status: 'given-up', ended_at: desk.clock.now() });
  await store.update(tx, row.id, { left_fen: row.left_fen + made.amount_fen });
  await postReturn(desk, tx, row, made, 'return-given-up', staff);
  // Matched while the return was open: what comes back to suspense belongs to the customer now.
  if (made.party === null && row.credited_at && row.organisation_id !== null) {
    const { company, organisation_id: party } = row;
    await post(tx, { kind: 'matched', id, company, party, fen: made.amount_fen }, desk.clock.now());
  }
  return row.id;
}

async function begun(tx: Tx, id: string): Promise<{ row: store.RemittanceRow; made: store.ReturnRow }> {
  const found = await store.returnById(tx, id);
  if (!found) throw moneyProblem('RETURN_UNKNOWN');
  const row = await locked(tx, found.remittance_id);
  // Read again under the lock: a second clerk may have ended it meanwhile.
  const made = await store.returnById(tx, id);
  if (made?.status !== 'begun') throw moneyProblem('RETURN_ENDED');
  return { row, made };
}

async function postReturn(
  desk: Desk,
  tx: Tx,
  row: store.RemittanceRow,
  { id, party, amount_fen: fen }: store.ReturnRow,
  kind: 'return-begun' | 'return-paid' | 'return-given-up',
  staff: store.Staff,
): Promise<void> {
  await post(tx, { kind, id, company: row.company, party, fen }, desk.clock.now());
  await desk.ports.auditRemittance(tx, {
    action: `remittance.${kind}`,
    remittance: { id: row.id, label: row.reference },
    details: { amountFen: fen },
    staff,
  });
}
