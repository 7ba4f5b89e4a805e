import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LocalText } from '@yinxin/programme';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Clock } from '../platform/clock/index.ts';
import { type Database, transaction } from '../platform/database/index.ts';
import type { Jobs } from '../platform/jobs/index.ts';
import type { CallbackRefusal, ChannelNotice, PaymentChannel } from './types.ts';

/** How the person at the sandbox cashier lets a payment end. */
export type CashierOutcome = 'succeed' | 'fail' | 'time-out' | 'succeed-twice' | 'succeed-silently';

const Body = z.strictObject({
  reference: z.string().max(60),
  transaction: z.string().max(60).nullable(),
  outcome: z.enum(['paid', 'failed', 'open', 'expired']),
  amountFen: z.number().int().nonnegative(),
  at: z.iso.datetime(),
});

/** Callbacks older than this are refused: a recorded one cannot be replayed next week. */
const MAX_AGE_MS = 15 * 60_000;
const QUEUE = 'sandbox-cashier-callback';

interface CashierRow {
  reference: string;
  subject: LocalText;
  amount_fen: number;
  status: 'open' | 'paid' | 'failed' | 'expired';
  transaction: string | null;
  return_url: string;
  expires_at: Date;
  settled_at: Date | null;
}

export interface SandboxCashier extends PaymentChannel {
  /** The cashier's page data; undefined for an unknown reference. */
  order(reference: string): Promise<CashierRow | undefined>;
  /** What the person at the cashier pressed. Callbacks follow by job, signed like a real bank's. */
  press(reference: string, outcome: CashierOutcome): Promise<CashierRow | undefined>;
  /** Declares the job that calls back. */
  start(): Promise<void>;
  /** Signs a callback body; exported for tests that play a bank with faults. */
  sign(raw: Uint8Array, timestamp: string): string;
}

/** A bank for the sandbox: own table of orders, signed callbacks over HTTP to `notifyUrl`, faults on request. */
export function sandboxCashier(deps: {
  db: Database;
  clock: Clock;
  jobs: Jobs;
  key: Buffer;
  notifyUrl: () => string;
}): SandboxCashier {
  const { db, clock, jobs, key } = deps;
  const sign = (raw: Uint8Array, timestamp: string) =>
    createHmac('sha256', key).update(timestamp).update('\n').update(raw).digest('hex');
  const orders = (d: Database) => d.withTables<{ sandbox_cashier_order: CashierRow }>();
  const order = async (reference: string) => {
    await orders(db)
      .updateTable('sandbox_cashier_order')
      .set({ status: 'expired' })
      .where('reference', '=', reference)
      .where('status', '=', 'open')
      .where('expires_at', '<', clock.now())
      .execute();
    return orders(db)
      .selectFrom('sandbox_cashier_order')
      .selectAll()
      .where('reference', '=', reference)
      .executeTakeFirst();
  };
  const noticeOf = (row: CashierRow): ChannelNotice => ({
    reference: row.reference,
    transaction: row.transaction,
    outcome: row.status,
    amountFen: row.amount_fen,
    at: row.settled_at ?? clock.now(),
  });
  return {
    code: 'sandbox',
    sign,
    order,
    async open(attempt) {
      await sql`insert into sandbox_cashier_order (reference, subject, amount_fen, status, return_url, expires_at)
        values (${attempt.reference}, ${JSON.stringify(attempt.subject)}::jsonb, ${attempt.amountFen}, 'open', ${attempt.returnUrl}, ${attempt.expiresAt})
        on conflict (reference) do nothing`.execute(db);
      return { payUrl: `/sandbox/cashier/${encodeURIComponent(attempt.reference)}` };
    },
    readCallback(headers, raw) {
      const timestamp = headers['x-cashier-timestamp'] ?? '';
      const given = Buffer.from(headers['x-cashier-signature'] ?? '', 'hex');
      const right = Buffer.from(sign(raw, timestamp), 'hex');
      if (given.length !== right.length || !timingSafeEqual(given, right)) return 'WRONG_SIGNATURE';
      const sent = Number(timestamp);
      if (!Number.isFinite(sent) || Math.abs(clock.now().getTime() - sent) > MAX_AGE_MS) return 'STALE_CALLBACK';
      return readBody(raw);
    },
    async query(reference) {
      const row = await order(reference);
      return row ? noticeOf(row) : null;
    },
    async press(reference, outcome) {
      await order(reference);
      await transaction(db, async (tx) => {
        const status = outcome === 'fail' ? 'failed' : outcome === 'time-out' ? 'expired' : 'paid';
        const changed = await orders(tx)
          .updateTable('sandbox_cashier_order')
          .set({
            status,
            settled_at: clock.now(),
            transaction: status === 'paid' ? `SBX${uuidv7().replaceAll('-', '')}` : null,
          })
          .where('reference', '=', reference)
          .where('status', '=', 'open')
          .returningAll()
          .executeTakeFirst();
        if (!changed || outcome === 'succeed-silently' || outcome === 'time-out') return;
        const copies = outcome === 'succeed-twice' ? 2 : 1;
        for (let i = 0; i < copies; i++) await jobs.enqueue(tx, QUEUE, { reference });
      });
      return order(reference);
    },
    start: () =>
      jobs.work(QUEUE, async (data) => {
        const { reference } = z.object({ reference: z.string() }).parse(data);
        const row = await order(reference);
        if (!row) return;
        const notice = noticeOf(row);
        const raw = Buffer.from(JSON.stringify({ ...notice, at: notice.at.toISOString() }));
        const timestamp = String(clock.now().getTime());
        const answer = await fetch(deps.notifyUrl(), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-cashier-timestamp': timestamp,
            'x-cashier-signature': sign(raw, timestamp),
          },
          body: raw,
          signal: AbortSignal.timeout(10_000),
        });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`the hall answered a callback with ${answer.status}`);
      }),
  };
}

function readBody(raw: Uint8Array): ChannelNotice | CallbackRefusal {
  try {
    const body = Body.parse(JSON.parse(Buffer.from(raw).toString('utf8')));
    return { ...body, at: new Date(body.at) };
  } catch {
    return 'UNREADABLE_CALLBACK';
  }
}
