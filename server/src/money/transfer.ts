import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../platform/clock/index.ts';
import type { Tx } from '../platform/database/index.ts';
import { moneyProblem } from './problems.ts';
import { companyOfOrder } from './remittances/desk.ts';
import { byReference as remittanceOf } from './remittances/store.ts';
import type { MoneyPorts, Payable, SettleResult } from './service.ts';
import * as store from './store.ts';
import type { ChannelNotice } from './types.ts';

/** A bank transfer (银行转账) as the statement shows it. `receivedOn` is a calendar day in Asia/Shanghai. */
export interface Transfer {
  readonly applicationNumber: string;
  readonly reference: string;
  readonly amountFen: number;
  readonly receivedOn: string;
}

export interface Recorded {
  /** `already-known`: nothing was done, the rest tells where it was entered. `unclaimed`: the money is booked in suspense, because amount or order do not fit. */
  readonly result: 'settled' | 'already-known' | 'unclaimed';
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly amountFen: number;
  readonly expectedFen: number;
}

interface Tools {
  readonly clock: Clock;
  readonly ports: MoneyPorts;
  chargeFor(tx: Tx, payable: Payable, status: 'open' | 'cancelled'): Promise<store.ChargeRow>;
  take(tx: Tx, attempt: store.AttemptRow, notice: ChannelNotice, bank: string): Promise<SettleResult>;
}

/** The number as orders carry it, however it was copied from a statement. */
const asOrderNumber = (typed: string) => typed.replace(/\s+/g, '').toUpperCase();

/**
 * Enters a transfer once, under the bank's own reference; entered again it has no effect. What fits pays the order; another
 * amount, a void order or one paid already waits in suspense. Throws UNKNOWN_ORDER_NUMBER, TRANSFER_TOO_EARLY,
 * REMITTANCE_NEEDED, REFERENCE_USED.
 */
export async function recordTransfer(
  { clock, ports, chargeFor, take }: Tools,
  tx: Tx,
  transfer: Transfer,
  staff: { readonly id: string; readonly name: string },
): Promise<Recorded> {
  const number = asOrderNumber(transfer.applicationNumber);
  const known = await store.bookedTransfer(tx, transfer.reference);
  if (known) {
    return {
      result: 'already-known',
      applicationId: known.application_id,
      applicationNumber: known.application_number,
      amountFen: known.received_fen,
      expectedFen: known.amount_fen,
    };
  }
  if (await remittanceOf(tx, transfer.reference)) {
    throw moneyProblem('REFERENCE_USED', { field: 'body.reference', params: { reference: transfer.reference } });
  }
  const found = await ports.billByNumber(tx, number);
  if (!found) throw moneyProblem('UNKNOWN_ORDER_NUMBER', { field: 'body.applicationNumber', params: { number } });
  const { bill, payable } = found;
  if (!payable && bill.amountFen === 0) {
    throw moneyProblem('TRANSFER_TOO_EARLY', { field: 'body.applicationNumber', params: { number } });
  }
  // Where regional companies take the money, it counts only once it is designated (IT-31).
  if (await companyOfOrder(ports, tx, bill.applicationId)) {
    throw moneyProblem('REMITTANCE_NEEDED', { field: 'body.applicationNumber', params: { number } });
  }
  // A void order that was never charged owes nothing: what arrives for it goes to suspense and back to the payer.
  const charge = await chargeFor(tx, bill, payable ? 'open' : 'cancelled');
  await store.lockCharge(tx, charge.id);
  const answer = {
    applicationId: bill.applicationId,
    applicationNumber: bill.applicationNumber,
    amountFen: transfer.amountFen,
    expectedFen: charge.amount_fen,
  };
  const id = uuidv7();
  const now = clock.now();
  const attempt: store.AttemptRow = {
    id,
    charge_id: charge.id,
    channel: 'transfer',
    reference: `BT${id.replaceAll('-', '')}`,
    amount_fen: transfer.amountFen,
    status: 'open',
    return_url: '',
    transaction: null,
    created_at: now,
    expires_at: now,
    settled_at: null,
  };
  await store.insertAttempt(tx, attempt);
  if (payable) {
    const opened = { chargeId: charge.id, attemptId: id, amountFen: charge.amount_fen };
    await ports.report(tx, bill.applicationId, { type: 'charge-opened', ...opened });
  }
  const notice: ChannelNotice = {
    reference: attempt.reference,
    transaction: transfer.reference,
    outcome: 'paid',
    amountFen: transfer.amountFen,
    at: new Date(`${transfer.receivedOn}T00:00:00+08:00`),
  };
  const result = await take(tx, attempt, notice, transfer.reference);
  await ports.audit(tx, {
    action: 'payment.transfer-recorded',
    applicationId: bill.applicationId,
    details: { reference: transfer.reference, amountFen: transfer.amountFen, receivedOn: transfer.receivedOn, result },
    staff,
  });
  return { ...answer, result: result === 'settled' ? 'settled' : 'unclaimed' };
}
