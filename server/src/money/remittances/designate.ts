import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import * as book from '../store.ts';
import { companyOfOrder, type Desk, locked, orderNumberOf, spendable, yuanOf } from './desk.ts';
import * as dues from './dues.ts';
import * as store from './store.ts';

export type Part =
  | { readonly orderNumber: string; readonly amountFen: number }
  | { readonly due: string; readonly amountFen: number };

/**
 * Gives parts of a customer's remittance to purposes, all or none (IT-31). What covers a fee wholly is released to it and
 * reported to the order, once. Throws REMITTANCE_UNKNOWN, REMITTANCE_UNMATCHED, NOT_ENOUGH_LEFT, UNKNOWN_ORDER_NUMBER,
 * OTHER_ORGANISATION, WRONG_COMPANY, NO_COMPANY_FOR_REGION, TRANSFER_TOO_EARLY, NOTHING_TO_PAY, MORE_THAN_DUE.
 */
export async function designate(
  desk: Desk,
  tx: Tx,
  id: string,
  parts: readonly Part[],
  staff: store.Staff,
): Promise<void> {
  const total = parts.reduce((sum, part) => sum + part.amountFen, 0);
  const row = spendable(await locked(tx, id), total);
  await store.update(tx, id, { left_fen: row.left_fen - total });
  // Always in the same order, so that two clerks splitting to the same orders do not wait for each other for ever.
  const keyOf = (part: Part) => ('due' in part ? part.due : orderNumberOf(part.orderNumber));
  for (const part of parts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const label = 'due' in part ? await toDue(desk, tx, row, part, staff) : await toOrder(desk, tx, row, part, staff);
    await desk.ports.auditRemittance(tx, {
      action: 'remittance.designated',
      remittance: { id, label: row.reference },
      details: { purpose: label, amountFen: part.amountFen },
      staff,
    });
  }
}

type Owned = store.RemittanceRow & { readonly organisation_id: string };

async function toOrder(
  desk: Desk,
  tx: Tx,
  row: Owned,
  part: Extract<Part, { orderNumber: string }>,
  staff: store.Staff,
): Promise<string> {
  const number = orderNumberOf(part.orderNumber);
  const found = await desk.ports.billByNumber(tx, number);
  if (!found) throw moneyProblem('UNKNOWN_ORDER_NUMBER', { params: { number } });
  const { bill, payable } = found;
  if (bill.organisationId !== row.organisation_id) {
    throw moneyProblem('OTHER_ORGANISATION', { params: { number, name: row.organisation_name ?? '' } });
  }
  if (!payable)
    throw moneyProblem(bill.amountFen === 0 ? 'TRANSFER_TOO_EARLY' : 'NOTHING_TO_PAY', { params: { number } });
  const company = await companyOfOrder(desk.ports, tx, bill.applicationId);
  const charge = await desk.chargeFor(tx, bill);
  await book.lockCharge(tx, charge.id);
  if ((await book.chargeById(tx, charge.id))?.status !== 'open' || charge.amount_fen === 0) {
    throw moneyProblem('NOTHING_TO_PAY', { params: { number } });
  }
  if (charge.company !== row.company) {
    throw moneyProblem('WRONG_COMPANY', { params: { number, company: company?.payee.company ?? charge.company } });
  }
  const held = await store.heldFor(tx, { charge: charge.id });
  const missing = missingOf(charge.amount_fen, held, part.amountFen, number);
  await hold(desk, tx, row, { charge_id: charge.id, due_id: null }, part.amountFen, staff);
  if (missing === part.amountFen) await releaseCharge(desk, tx, charge);
  return number;
}

async function toDue(
  desk: Desk,
  tx: Tx,
  row: Owned,
  part: Extract<Part, { due: string }>,
  staff: store.Staff,
): Promise<string> {
  const due = await dues.lock(tx, part.due);
  if (!due) throw moneyProblem('DUE_UNKNOWN');
  const { period } = due;
  if (due.organisation_id !== row.organisation_id) {
    throw moneyProblem('OTHER_ORGANISATION', { params: { number: period, name: row.organisation_name ?? '' } });
  }
  if (due.status !== 'open') throw moneyProblem('NOTHING_TO_PAY', { params: { number: period } });
  if (due.company !== row.company) {
    throw moneyProblem('WRONG_COMPANY', { params: { number: period, company: due.company } });
  }
  const held = await store.heldFor(tx, { due: due.id });
  const missing = missingOf(due.amount_fen, held, part.amountFen, period);
  await hold(desk, tx, row, { charge_id: null, due_id: due.id }, part.amountFen, staff);
  if (missing === part.amountFen) {
    await releaseHeld(desk, tx, { due: due.id }, due.company, due.id);
    const now = desk.clock.now();
    const wasBehind = await dues.hasArrears(tx, due.organisation_id, now);
    await dues.settle(tx, due, now);
    if (wasBehind && !(await dues.hasArrears(tx, due.organisation_id, now))) {
      await desk.ports.arrearsSettled(tx, due.organisation_id);
    }
  }
  return period;
}

/** What a purpose still needs. Throws MORE_THAN_DUE when more is given. */
function missingOf(amount: number, held: readonly store.DesignationRow[], given: number, number: string): number {
  const missing = amount - held.reduce((sum, one) => sum + one.amount_fen, 0);
  if (given > missing) throw moneyProblem('MORE_THAN_DUE', { params: { number, ...yuanOf({ missing }) } });
  return missing;
}

async function hold(
  desk: Desk,
  tx: Tx,
  row: Owned,
  target: Pick<store.DesignationRow, 'charge_id' | 'due_id'>,
  fen: number,
  staff: store.Staff,
): Promise<void> {
  const at = desk.clock.now();
  const id = uuidv7();
  const by = { by_id: staff.id, by_name: staff.name, at, ended_at: null };
  await store.insertDesignation(tx, { id, remittance_id: row.id, ...target, amount_fen: fen, status: 'held', ...by });
  await book.post(tx, { kind: 'designated', id, company: row.company, party: row.organisation_id, fen }, at);
}

/** All that is held for a fee pays it: from now on it can only be refunded. */
async function releaseHeld(
  desk: Desk,
  tx: Tx,
  target: { readonly charge: string } | { readonly due: string },
  company: string,
  chargeId: string,
): Promise<readonly string[]> {
  const now = desk.clock.now();
  const references: string[] = [];
  for (const { id, remittance_id, amount_fen: fen } of await store.heldFor(tx, target)) {
    const from = await store.byId(tx, remittance_id);
    if (!from?.organisation_id) throw new Error(`designation ${id} has no customer`);
    await store.endDesignation(tx, id, 'released', now);
    await book.post(tx, { kind: 'released', id, company, party: from.organisation_id, chargeId, fen }, now);
    references.push(from.reference);
  }
  return references;
}

async function releaseCharge(desk: Desk, tx: Tx, charge: book.ChargeRow): Promise<void> {
  const now = desk.clock.now();
  const references = await releaseHeld(desk, tx, { charge: charge.id }, charge.company, charge.id);
  const id = uuidv7();
  const { application_id: applicationId, amount_fen: amountFen } = charge;
  await book.insertAttempt(tx, {
    id,
    charge_id: charge.id,
    channel: 'remittance',
    reference: `RM${id.replaceAll('-', '')}`,
    amount_fen: amountFen,
    status: 'paid',
    return_url: '',
    // One remittance may pay several orders: its bank reference alone would not be unique.
    transaction: `${[...new Set(references)].join('+')}/${charge.application_number}`,
    created_at: now,
    expires_at: now,
    settled_at: now,
  });
  await book.setChargeStatus(tx, charge.id, 'paid', { at: now, into: 'bank' });
  const opened = { chargeId: charge.id, attemptId: id, amountFen };
  await desk.ports.report(tx, applicationId, { type: 'charge-opened', ...opened });
  const paidAt = now.toISOString();
  await desk.ports.report(tx, applicationId, { type: 'payment-settled', chargeId: charge.id, amountFen, paidAt });
  await desk.ports.audit(tx, {
    action: 'payment-settled',
    applicationId,
    details: { reference: references.join('+'), amountFen },
  });
}

/** Takes a designation back while nothing was released for it. Throws DESIGNATION_UNKNOWN, ALREADY_RELEASED. */
export async function takeBack(desk: Desk, tx: Tx, id: string, staff: store.Staff | null): Promise<string> {
  const found = await store.designationById(tx, id);
  if (!found) throw moneyProblem('DESIGNATION_UNKNOWN');
  const row = await locked(tx, found.remittance_id);
  if (found.charge_id !== null) await book.lockCharge(tx, found.charge_id);
  if (found.due_id !== null) await dues.lock(tx, found.due_id);
  // Read again under the locks: it may have been released or taken back meanwhile.
  const now = await store.designationById(tx, id);
  if (now?.status === 'taken-back') return row.id;
  if (now?.status !== 'held' || row.organisation_id === null) throw moneyProblem('ALREADY_RELEASED');
  const { amount_fen: fen } = now;
  const at = desk.clock.now();
  await store.endDesignation(tx, id, 'taken-back', at);
  await store.update(tx, row.id, { left_fen: row.left_fen + fen });
  await book.post(
    tx,
    { kind: 'designation-taken-back', id, company: row.company, party: row.organisation_id, fen },
    at,
  );
  await desk.ports.auditRemittance(tx, {
    action: 'remittance.designation-taken-back',
    remittance: { id: row.id, label: row.reference },
    details: { amountFen: fen },
    staff,
  });
  return row.id;
}

/** Gives back what is held for an order that became void: it pays nothing any more. */
export async function takeBackAll(desk: Desk, tx: Tx, chargeId: string): Promise<void> {
  const held = await store.heldFor(tx, { charge: chargeId });
  // Remittances before the charge, as everywhere.
  for (const id of [...new Set(held.map((one) => one.remittance_id))].toSorted()) await locked(tx, id);
  for (const { id } of held) await takeBack(desk, tx, id, null);
}
