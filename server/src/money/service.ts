import type { AuditAction } from '@yinxin/contract';
import type { LocalText } from '@yinxin/programme';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, type Database, type Sealing, type Tx, transaction } from '../platform/index.ts';
import { HOUSE } from './ledger.ts';
import { moneyProblem } from './problems.ts';
import { companyOfOrder, type Desk, type RemittancePorts } from './remittances/desk.ts';
import { type MoneyFacts, moneyFacts, type RemittanceService, remittanceService } from './remittances/service.ts';
import * as store from './store.ts';
import { type Recorded, recordTransfer, type Transfer } from './transfer.ts';
import type { ChannelNotice, PaymentChannel } from './types.ts';

/** How long an attempt at the channel stays payable. */
const ATTEMPT_MS = 30 * 60_000;

/** What the application an order belongs to says about paying. Throws the refusal when it may not be paid now. */
export interface Payable {
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly organisationId: string;
  readonly payer: string;
  readonly amountFen: number;
  readonly subject: LocalText;
}

/** What money tells the application. */
export type MoneyReport =
  | {
      readonly type: 'charge-opened';
      readonly chargeId: string;
      readonly attemptId: string;
      readonly amountFen: number;
    }
  | { readonly type: 'payment-settled'; readonly chargeId: string; readonly amountFen: number; readonly paidAt: string }
  | { readonly type: 'payment-failed'; readonly attemptId: string; readonly text: LocalText };

/** The applications room as money sees it. */
export interface MoneyPorts extends RemittancePorts {
  payable(tx: Tx, applicationId: string, organisationId: string): Promise<Payable>;
  /** The bill of an order number, whether or not it may be paid now; undefined when there is no such order. */
  billByNumber(tx: Tx, number: string): Promise<{ bill: Payable; payable: boolean } | undefined>;
  report(tx: Tx, applicationId: string, report: MoneyReport): Promise<void>;
  audit(
    tx: Tx,
    entry: {
      action: AuditAction;
      applicationId: string;
      details: Record<string, string | number>;
      /** Who entered it; the system when absent. */
      staff?: { readonly id: string; readonly name: string };
    },
  ): Promise<void>;
}

export type SettleResult = 'settled' | 'already-known' | 'unclaimed' | 'failed' | 'nothing-new' | 'unknown-reference';

export interface MoneyService extends MoneyFacts {
  readonly remittances: RemittanceService;
  /** Opens an attempt to pay (JX-34: it may be repeated any time). The charge is made with the first attempt. */
  pay(
    tx: Tx,
    input: { applicationId: string; organisationId: string; returnUrl: string },
  ): Promise<{ chargeId: string; attemptId: string; payUrl: string }>;
  /** Enters a bank transfer that finance found in the statement. Throws UNKNOWN_ORDER_NUMBER, TRANSFER_TOO_EARLY. */
  recordTransfer(tx: Tx, transfer: Transfer, staff: { readonly id: string; readonly name: string }): Promise<Recorded>;
  /**
   * Opens a stored attempt at the channel and says where to pay; null when it is not this organisation's. The attempt was
   * committed before, so that the channel never knows of one that we do not; opening twice is harmless.
   */
  go(reference: string, organisationId: string): Promise<string | null>;
  /** Takes a notice of the channel: from a callback, a query, or reconciliation. Safe to repeat. */
  settle(notice: ChannelNotice): Promise<SettleResult>;
  /** Asks the channel about the open attempts of one application. */
  check(applicationId: string): Promise<void>;
  /** Asks the channel about all open attempts. */
  reconcile(): Promise<{
    checked: number;
    settled: number;
    stillOpen: number;
    differences: { applicationNumber: string; text: string }[];
  }>;
  /** Ledger side of what happened to an application; called in the transaction of its events. */
  applicationEvent(
    tx: Tx,
    applicationId: string,
    what: 'finished' | 'voided' | 'refund-approved' | 'refund-paid',
  ): Promise<void>;
}

const FAILED: LocalText = { zh: '银行没有收到这笔款，支付未成功。', en: 'The bank did not take the payment.' };
const EXPIRED: LocalText = { zh: '支付超时，银行没有收款。', en: 'The payment timed out; nothing was taken.' };

/** Payments, the book and reconciliation over one channel. */
export function moneyService(deps: {
  db: Database;
  clock: Clock;
  /** For what is known of payers. */
  sealing: Sealing;
  /** Absent when people pay by bank transfer only. */
  channel?: PaymentChannel;
  ports: MoneyPorts;
}): MoneyService {
  const { db, clock, sealing, channel, ports } = deps;

  async function chargeFor(tx: Tx, payable: Payable, status: 'open' | 'cancelled' = 'open'): Promise<store.ChargeRow> {
    const known = await store.chargeOf(tx, payable.applicationId);
    if (known) return known;
    const now = clock.now();
    const company = (await companyOfOrder(ports, tx, payable.applicationId))?.key ?? HOUSE;
    const charge: store.ChargeRow = {
      id: uuidv7(),
      application_id: payable.applicationId,
      application_number: payable.applicationNumber,
      organisation_id: payable.organisationId,
      payer: payable.payer,
      amount_fen: payable.amountFen,
      subject: payable.subject,
      status,
      created_at: now,
      paid_at: null,
      company,
      paid_into: 'cashier',
    };
    // Two tabs at once: the second waited for the first and uses its charge.
    if (!(await store.insertCharge(tx, charge))) return chargeFor(tx, payable, status);
    if (status === 'open') {
      await store.post(tx, { kind: 'charged', chargeId: charge.id, company, fen: charge.amount_fen }, now);
    }
    return charge;
  }

  async function take(tx: Tx, attempt: store.AttemptRow, notice: ChannelNotice, bank: string): Promise<SettleResult> {
    const now = clock.now();
    const charge = await store.lockCharge(tx, attempt.charge_id);
    if (await store.transactionKnown(tx, bank)) return 'already-known';
    await store.settleAttempt(tx, attempt.id, { status: 'paid', transaction: bank, settled_at: now });
    const details = { reference: attempt.reference, transaction: bank, amountFen: notice.amountFen };
    // Paid twice, or not the amount asked for: the money is booked and shown to finance, never dropped.
    if (charge.status !== 'open' || notice.amountFen !== charge.amount_fen) {
      const { company } = charge;
      await store.post(tx, { kind: 'received-unclaimed', transaction: bank, company, fen: notice.amountFen }, now);
      await ports.audit(tx, { action: 'payment-unclaimed', applicationId: charge.application_id, details });
      return 'unclaimed';
    }
    const received = { chargeId: charge.id, company: charge.company, transaction: bank, fen: notice.amountFen };
    await store.post(tx, { kind: 'received', ...received }, now);
    await store.setChargeStatus(tx, charge.id, 'paid', { at: now, into: 'cashier' });
    await ports.report(tx, charge.application_id, {
      type: 'payment-settled',
      chargeId: charge.id,
      amountFen: notice.amountFen,
      paidAt: notice.at.toISOString(),
    });
    await ports.audit(tx, { action: 'payment-settled', applicationId: charge.application_id, details });
    return 'settled';
  }

  async function settle(notice: ChannelNotice): Promise<SettleResult> {
    return transaction(db, async (tx) => {
      const found = await store.attemptByReference(tx, notice.reference);
      if (!found) return 'unknown-reference';
      const charge = await store.lockCharge(tx, found.charge_id);
      // Read again under the lock: another callback may have settled it meanwhile.
      const attempt = (await store.attemptByReference(tx, notice.reference)) ?? found;
      switch (notice.outcome) {
        case 'paid':
          return notice.transaction === null ? 'nothing-new' : take(tx, attempt, notice, notice.transaction);
        case 'failed':
        case 'expired': {
          if (attempt.status !== 'open' && attempt.status !== 'pending') return 'nothing-new';
          await store.settleAttempt(tx, attempt.id, {
            status: notice.outcome,
            transaction: null,
            settled_at: clock.now(),
          });
          // JX-34: the failure is recorded on the order and the payment may be repeated.
          if (charge.status === 'open')
            await ports.report(tx, charge.application_id, {
              type: 'payment-failed',
              attemptId: attempt.id,
              text: notice.outcome === 'failed' ? FAILED : EXPIRED,
            });
          return 'failed';
        }
        case 'open':
          return 'nothing-new';
      }
    });
  }

  async function ask(attempt: store.AttemptRow): Promise<SettleResult> {
    const notice = await channel?.query(attempt.reference);
    return notice ? settle(notice) : 'nothing-new';
  }

  const desk: Desk = { db, clock, sealing, ports, chargeFor };
  const remittances = remittanceService(desk);
  return {
    ...moneyFacts(desk),
    remittances,
    settle,
    recordTransfer: (tx, transfer, staff) => recordTransfer({ clock, ports, chargeFor, take }, tx, transfer, staff),
    async pay(tx, input) {
      if (channel === undefined) throw moneyProblem('CASHIER_NOT_OFFERED');
      const payable = await ports.payable(tx, input.applicationId, input.organisationId);
      const charge = await chargeFor(tx, payable);
      const now = clock.now();
      const id = uuidv7();
      const reference = `YX${id.replaceAll('-', '')}`;
      const expiresAt = new Date(now.getTime() + ATTEMPT_MS);
      await store.insertAttempt(tx, {
        id,
        charge_id: charge.id,
        channel: channel.code,
        reference,
        amount_fen: charge.amount_fen,
        status: 'open',
        return_url: input.returnUrl,
        transaction: null,
        created_at: now,
        expires_at: expiresAt,
        settled_at: null,
      });
      await ports.report(tx, input.applicationId, {
        type: 'charge-opened',
        chargeId: charge.id,
        attemptId: id,
        amountFen: charge.amount_fen,
      });
      return { chargeId: charge.id, attemptId: id, payUrl: `/api/payments/${reference}/go` };
    },
    async go(reference, organisationId) {
      const attempt = await store.attemptByReference(db, reference);
      if (!attempt || channel === undefined) return null;
      const charge = await store.chargeById(db, attempt.charge_id);
      if (charge?.organisation_id !== organisationId) return null;
      const { payUrl } = await channel.open({
        reference,
        amountFen: attempt.amount_fen,
        subject: charge.subject,
        returnUrl: attempt.return_url,
        expiresAt: attempt.expires_at,
      });
      return payUrl;
    },
    async check(applicationId) {
      const charge = await store.chargeOf(db, applicationId);
      if (!charge) return;
      for (const attempt of await store.openAttempts(db, charge.id)) await ask(attempt);
    },
    async reconcile() {
      const open = await store.openAttempts(db);
      let settled = 0;
      let stillOpen = 0;
      const differences: { applicationNumber: string; text: string }[] = [];
      for (const attempt of open) {
        const result = await ask(attempt);
        if (result === 'settled') settled++;
        if (result === 'nothing-new') stillOpen++;
        if (result === 'unclaimed' || result === 'unknown-reference')
          differences.push({ applicationNumber: await store.applicationNumberOf(db, attempt.charge_id), text: result });
      }
      for (const waiting of await store.unclaimedMoney(db))
        differences.push({
          applicationNumber: waiting.applicationNumber,
          text: `suspense ${waiting.fen} fen, ${waiting.transaction}`,
        });
      return { checked: open.length, settled, stillOpen, differences };
    },
    async applicationEvent(tx, applicationId, what) {
      const charge = await store.chargeOf(tx, applicationId);
      if (!charge) return;
      const { company, paid_into: paidInto } = charge;
      const move = { chargeId: charge.id, company, fen: charge.amount_fen };
      const now = clock.now();
      switch (what) {
        case 'finished':
          if (charge.status === 'paid') await store.post(tx, { kind: 'earned', ...move }, now);
          return;
        case 'voided':
          await remittances.takeBackAll(tx, charge.id);
          return;
        case 'refund-approved':
          await store.setChargeStatus(tx, charge.id, 'refunding');
          if (await store.booked(tx, `earned:${charge.id}`)) {
            await store.post(tx, { kind: 'earning-undone', ...move }, now);
          }
          await store.post(tx, { kind: 'refund-approved', ...move }, now);
          return;
        case 'refund-paid':
          await store.setChargeStatus(tx, charge.id, 'refunded');
          await store.post(tx, { kind: 'refund-paid', ...move, paidInto }, now);
          return;
      }
    },
  };
}
