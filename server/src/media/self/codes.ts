import { randomInt, timingSafeEqual } from 'node:crypto';
import { maskMobile } from '@yinxin/identifiers';
import { v7 as uuid } from 'uuid';
import type { Notice, TemplateCode } from '../../notices/index.ts';
import type { Database, Sealing, Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import type { SelfServiceOrder } from './port.ts';
import { CODES, type CodePurpose, isAlive, RESEND_SECONDS, typedCode } from './rules.ts';
import type { CodeRow, SelfTables } from './tables.ts';
import type { SelfTools } from './tools.ts';

const TEMPLATES: Readonly<Record<CodePurpose, TemplateCode>> = {
  install: 'sms-code-install',
  activation: 'sms-code-activation',
  unlock: 'sms-code-unlock',
  update: 'update-codes',
};

/** Where a code went and how long it works. */
export interface SentCode {
  readonly sentTo: string;
  readonly expiresInSeconds: number;
  readonly retryAfterSeconds: number;
}

/** The latest code of a purpose; the ones before it are void. */
export function latestCode(db: Database, applicationId: string, purpose: CodePurpose): Promise<CodeRow | undefined> {
  return codesOf(db, applicationId).where('purpose', '=', purpose).limit(1).executeTakeFirst();
}

/** All codes of an order, newest first. */
export function listCodes(db: Database, applicationId: string): Promise<CodeRow[]> {
  return codesOf(db, applicationId).execute();
}

function codesOf(db: Database, applicationId: string) {
  return db
    .withTables<SelfTables>()
    .selectFrom('self_code')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc');
}

/**
 * Makes a code, voids the one before it, and sends it with the caller's transaction. Throws SELF_CODE_TOO_SOON (only where
 * the holder asks) and SELF_CODE_NO_MOBILE.
 */
export async function sendCode(
  tools: SelfTools,
  tx: Tx,
  order: SelfServiceOrder,
  purpose: CodePurpose,
  asker: 'holder' | 'house',
): Promise<SentCode> {
  const to = addressee(order, purpose);
  if (!to) throw refuse('SELF_CODE_NO_MOBILE', { params: { number: order.applicationNumber } });
  const now = tools.clock.now();
  const last = await latestCode(tx, order.applicationId, purpose);
  const wait = last ? RESEND_SECONDS - (now.getTime() - last.sent_at.getTime()) / 1000 : 0;
  if (asker === 'holder' && wait > 0) throw refuse('SELF_CODE_TOO_SOON', { params: { seconds: Math.ceil(wait) } });
  await voidCodes(tools, tx, order.applicationId, purpose);
  const { digits, holdsMs } = CODES[purpose];
  const id = uuid();
  const [code, second] = [randomDigits(digits), randomDigits(digits)];
  const isPair = purpose === 'update';
  const expiresAt = new Date(now.getTime() + holdsMs);
  const sentTo = 'mobile' in to ? maskMobile(to.mobile) : maskMail(to.mail);
  await tx
    .withTables<SelfTables>()
    .insertInto('self_code')
    .values({
      id,
      application_id: order.applicationId,
      purpose,
      hash: hashOf(tools.sealing, id, 'first', code),
      second_hash: isPair ? hashOf(tools.sealing, id, 'second', second) : null,
      sent_to: sentTo,
      sent_at: now,
      expires_at: expiresAt,
      used_at: null,
      voided_at: null,
    })
    .execute();
  await tools.ports.notify(tx, {
    to,
    template: TEMPLATES[purpose],
    params: { number: order.applicationNumber, code, ...(isPair ? { second } : {}), ...validFor(holdsMs) },
    applicationId: order.applicationId,
    expiresAt,
  });
  return { sentTo, expiresInSeconds: holdsMs / 1000, retryAfterSeconds: RESEND_SECONDS };
}

/** Makes the living codes of a purpose void. */
export async function voidCodes(tools: SelfTools, tx: Tx, applicationId: string, purpose: CodePurpose): Promise<void> {
  await tx
    .withTables<SelfTables>()
    .updateTable('self_code')
    .set({ voided_at: tools.clock.now() })
    .where('application_id', '=', applicationId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .execute();
}

/** The living code that this is, or undefined. Nothing is used up: an attempt that fails afterwards costs no code (IT-24). */
export async function matchingCode(
  tools: SelfTools,
  tx: Tx,
  applicationId: string,
  purpose: Exclude<CodePurpose, 'update'>,
  typed: string,
): Promise<CodeRow | undefined> {
  const row = await latestCode(tx, applicationId, purpose);
  if (!row || !isAlive(stateOf(row), tools.clock.now())) return undefined;
  return fits(tools.sealing, row, 'first', typed) ? row : undefined;
}

/** The living pair of update codes these are, in either order; undefined without saying which was wrong (IT-21). */
export async function matchingPair(
  tools: SelfTools,
  tx: Tx,
  applicationId: string,
  [a, b]: readonly [string, string],
): Promise<CodeRow | undefined> {
  const row = await latestCode(tx, applicationId, 'update');
  if (!row || !isAlive(stateOf(row), tools.clock.now())) return undefined;
  const { sealing } = tools;
  const asSent = [fits(sealing, row, 'first', a), fits(sealing, row, 'second', b)].every(Boolean);
  const swapped = [fits(sealing, row, 'first', b), fits(sealing, row, 'second', a)].every(Boolean);
  return asSent || swapped ? row : undefined;
}

/** The step a code was for is done: it works no more. */
export async function useCodes(
  tools: SelfTools,
  tx: Tx,
  applicationId: string,
  purposes: readonly CodePurpose[],
): Promise<void> {
  await tx
    .withTables<SelfTables>()
    .updateTable('self_code')
    .set({ used_at: tools.clock.now() })
    .where('application_id', '=', applicationId)
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .execute();
}

function addressee(
  order: SelfServiceOrder,
  purpose: CodePurpose,
): Exclude<Notice['to'], { organisationId: string }> | null {
  if (purpose === 'update') return order.updateCodesTo;
  return order.handlerMobile === null ? null : { mobile: order.handlerMobile };
}

const hashOf = (sealing: Sealing, id: string, place: 'first' | 'second', code: string) =>
  sealing.blindIndex(`${id}:${place}:${code}`, 'self_code.code');

function fits(sealing: Sealing, row: CodeRow, place: 'first' | 'second', typed: string): boolean {
  const stored = place === 'first' ? row.hash : row.second_hash;
  const asked = hashOf(sealing, row.id, place, typedCode(typed));
  return stored !== null && stored.length === asked.length && timingSafeEqual(Buffer.from(stored), Buffer.from(asked));
}

const stateOf = (row: CodeRow) => ({ expiresAt: row.expires_at, usedAt: row.used_at, voidedAt: row.voided_at });

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

function maskMail(mail: string): string {
  const [name = '', host = ''] = mail.split('@');
  return `${name.slice(0, 1)}***@${host}`;
}

/** How long, as the text says it: minutes of a short code, days of a long one. */
function validFor(ms: number): Record<string, number> {
  return ms < 86_400_000 ? { minutes: ms / 60_000 } : { days: ms / 86_400_000 };
}
