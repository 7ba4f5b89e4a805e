import { STATUS_REASONS } from '@yinxin/contract';
import { parseCertificate, parseTbsCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../platform/index.ts';
import type { JournalBody, JournalLine } from '../journal/line.ts';
import { readJournal } from '../journal/read.ts';
import type { IssuancePorts } from '../ports.ts';
import { changeStatus } from '../revocation/change.ts';
import type { IssuanceTables } from '../tables.ts';
import { type Issuer, issuerOfTbs, type KnownCa } from './issuers.ts';
import {
  restoreBareIntents,
  restoreCertificates,
  restoreIntents,
  restoreReservations,
  storedOf,
  type Told,
} from './orders.ts';
import { RestoreRefused } from './refusal.ts';
import type { LastStatus, Survey } from './survey.ts';

/** How many of each were missing and are there now. */
export interface Restored {
  readonly orders: readonly string[];
  readonly serials: number;
  readonly certificates: number;
  readonly keys: number;
  readonly abandoned: number;
  readonly statuses: Readonly<Record<LastStatus['change'], number>>;
  /** Serials whose status changed and that belong to no certificate. */
  readonly strangers: readonly string[];
  readonly crlNumbers: readonly { readonly authority: string; readonly number: number }[];
}

const BATCH = 500;

/** Writes everything the journal knows into the caller's transaction. `cas`: the authorities it may be of. Throws RestoreRefused. */
export async function writeAll(
  tx: Tx,
  found: Survey,
  cas: readonly KnownCa[],
  ports: Pick<IssuancePorts, 'onStatusChange'>,
): Promise<Restored> {
  const abandoned = await abandonFirst(tx, found.abandoned);
  const sums = { orders: [] as string[], serials: 0, certificates: 0, keys: 0 };
  let waiting: JournalLine[] = [];
  const write = async () => {
    const batch = waiting;
    waiting = [];
    const reserved = await restoreReservations(tx, told(batch, 'reservation'), found.abandoned, cas);
    const intents = told(batch, 'intent');
    const known = await storedOf(
      tx,
      intents.map(({ body }) => body.serial),
    );
    const bare = await restoreBareIntents(
      tx,
      intents.filter(({ body }) => !known.has(body.serial)),
      found.abandoned,
      cas,
    );
    await restoreIntents(tx, intents, issuersOf(intents, cas));
    const certificates = await restoreCertificates(tx, await checked(tx, told(batch, 'issue'), cas));
    await restoreEntries(tx, batch);
    sums.orders.push(...reserved.orders, ...bare.orders);
    sums.serials += reserved.serials + bare.serials;
    sums.keys += reserved.keys;
    sums.certificates += certificates;
  };
  await readJournal(found.file, async (line) => {
    waiting.push(line);
    if (waiting.length === BATCH) await write();
  });
  await write();
  const { statuses, strangers } = await restoreStatuses(tx, found.statuses, ports);
  await retireKeys(tx);
  const crlNumbers = await restoreCrlNumbers(tx, found);
  await sql`select setval(pg_get_serial_sequence('journal_entry', 'id')::regclass, greatest(${found.newestId}::bigint,
    coalesce((select max(id) from journal_entry), 1)))`.execute(tx);
  return { ...sums, abandoned, statuses, strangers, crlNumbers };
}

/** The batch's entries of one kind; the same serial or order twice is told once. */
function told<K extends JournalBody['kind']>(batch: readonly JournalLine[], kind: K): readonly Told<K>[] {
  const seen = new Map<string, Told<K>>();
  for (const { at, body } of batch) {
    if (!isKind(body, kind)) continue;
    const key = 'serial' in body ? body.serial : 'orderId' in body ? String(body.orderId) : String(seen.size);
    if (!seen.has(key)) seen.set(key, { at, body });
  }
  return [...seen.values()];
}

function isKind<K extends JournalBody['kind']>(body: JournalBody, kind: K): body is Extract<JournalBody, { kind: K }> {
  return body.kind === kind;
}

/** Orders the backup still takes for living make room for those that came after them. */
async function abandonFirst(tx: Tx, abandoned: Survey['abandoned']): Promise<number> {
  if (abandoned.size === 0) return 0;
  const { numAffectedRows } = await sql`update certificate_order o set abandoned_at = v.at
    from unnest(${[...abandoned.keys()]}::uuid[], ${[...abandoned.values()]}::timestamptz[]) as v(id, at)
    where o.id = v.id and o.abandoned_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** The issuers of what was to be signed. Throws RESTORE_OTHER_AUTHORITY. */
function issuersOf(intents: readonly Told<'intent'>[], cas: readonly KnownCa[]): ReadonlyMap<string, Issuer> {
  return new Map(
    intents.map(({ body }) => {
      const tbs = parseTbsCertificate(Buffer.from(body.tbs, 'base64'));
      return [body.serial, issuerOfTbs(cas, tbs, body.serial)];
    }),
  );
}

/** Only what one of our own authorities signed, over the bytes that were intended, comes back. */
async function checked(
  tx: Tx,
  issues: readonly Told<'issue'>[],
  cas: readonly KnownCa[],
): Promise<readonly Told<'issue'>[]> {
  const stored = await storedOf(
    tx,
    issues.map(({ body }) => body.serial),
  );
  for (const { body } of issues) {
    const bytes = Buffer.from(body.certificate, 'base64');
    const row = stored.get(body.serial);
    if (row?.certificate?.equals(bytes)) continue;
    const certificate = parseCertificate(bytes);
    const isIntended = row?.tbs?.equals(certificate.tbs) && row.certificate === null;
    if (!isIntended) throw new RestoreRefused('RESTORE_DISAGREES', `certificate ${body.serial}`);
    if (!cas.some((ca) => verifyCertificateSignature(certificate, ca.certificate))) {
      throw new RestoreRefused('RESTORE_OTHER_AUTHORITY', `certificate ${body.serial}`);
    }
  }
  return issues;
}

/** The entries are rows again, and none of them waits to be recorded. */
async function restoreEntries(tx: Tx, batch: readonly JournalLine[]): Promise<void> {
  if (batch.length === 0) return;
  const rows = new Map(batch.map((line) => [line.id, line]));
  await sql`insert into journal_entry (id, kind, body, at, recorded_at) overriding system value
    select v.id, v.kind, v.body, v.at, v.at from unnest(${[...rows.keys()]}::bigint[],
      ${[...rows.values()].map(({ body }) => body.kind)}::text[],
      ${[...rows.values()].map(({ body }) => JSON.stringify(body))}::jsonb[],
      ${[...rows.values()].map(({ at }) => at)}::timestamptz[]) as v(id, kind, body, at)
    on conflict (id) do update set recorded_at = coalesce(journal_entry.recorded_at, excluded.recorded_at)`.execute(tx);
}

const Reason = z.enum(STATUS_REASONS);

async function restoreStatuses(tx: Tx, statuses: Survey['statuses'], ports: Pick<IssuancePorts, 'onStatusChange'>) {
  const counts = { revoke: 0, suspend: 0, resume: 0 };
  const known = new Map<string, string | null>();
  const all = [...statuses.keys()];
  for (let from = 0; from < all.length; from += BATCH) {
    const { rows } = await sql<{ serial: string; reason: string | null }>`select c.serial, r.reason
      from certificate c left join revocation r on r.serial = c.serial
      where c.serial = any(${all.slice(from, from + BATCH)}::text[])`.execute(tx);
    for (const row of rows) known.set(row.serial, row.reason);
  }
  for (const { serial, change: act, reason, at, requestId, invalidityDate } of statuses.values()) {
    if (!known.has(serial) || known.get(serial) === reason) continue;
    const change = {
      serials: [serial],
      at: new Date(at),
      requestId,
      invalidityDate: invalidityDate === null ? null : new Date(invalidityDate),
    };
    // What was resumed had been suspended: lists tell one from never having been.
    if (act === 'resume') await changeStatus(tx, { ...change, act: 'suspend', reason: 'certificateHold' });
    const changed = await changeStatus(tx, { ...change, act, reason: Reason.parse(reason) });
    if (changed.serials.length > 0) {
      await ports.onStatusChange?.(tx, { serials: changed.serials, act, reason: Reason.parse(reason) });
    }
    counts[act] += changed.serials.length;
  }
  return { statuses: counts, strangers: all.filter((serial) => !known.has(serial)) };
}

/** Keys of certificates that are out of force are history. Keys made in advance may have been used since: all are thrown away. */
async function retireKeys(tx: Tx): Promise<void> {
  await sql`update escrowed_key k set state = 'history', retired_at = r.revoked_at
    from certificate_order o join certificate c on c.order_id = o.id and c.use = 'encrypt'
      join revocation r on r.serial = c.serial and r.reason not in ('certificateHold', 'removeFromCRL')
    where k.id = o.escrow_id and k.state = 'in-use'`.execute(tx);
  await sql`delete from prepared_key`.execute(tx);
}

/** The next list of each authority has a greater number than any that was ever published. */
async function restoreCrlNumbers(tx: Tx, found: Survey) {
  const highest = new Map<string, number>();
  for (const { authority, number } of found.crls.values()) {
    highest.set(authority, Math.max(number, highest.get(authority) ?? 0));
  }
  const raised: { authority: string; number: number }[] = [];
  for (const [authority, number] of highest) {
    const row = await tx
      .withTables<IssuanceTables>()
      .insertInto('crl_number')
      .values({ authority, number })
      .onConflict((c) => c.column('authority').doUpdateSet({ number }).where('crl_number.number', '<', number))
      .returning(['authority', 'number'])
      .executeTakeFirst();
    if (row) raised.push(row);
  }
  return raised;
}
