import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { JournalBody } from '../journal/line.ts';
import type { StatusReason } from '../types.ts';
import { encodeEntry } from './entry.ts';
import type { StatusAct } from './rules.ts';

/** One act on some certificates. */
export interface StatusChange {
  readonly act: StatusAct;
  readonly serials: readonly string[];
  /** With `suspend` always certificateHold, with `resume` always removeFromCRL. */
  readonly reason: StatusReason;
  /** Written with whole seconds. */
  readonly at: Date;
  readonly invalidityDate: Date | null;
  readonly requestId: string | null;
}

/** What was changed now, with what the journal must be told before anybody hears of it. */
export interface Changed {
  readonly serials: readonly string[];
  readonly journal: readonly JournalBody[];
}

/** Standings an act may begin from, as reasons of a row that is there already. */
const OVERWRITES: Readonly<Record<StatusAct, readonly StatusReason[]>> = {
  revoke: ['certificateHold', 'removeFromCRL'],
  suspend: ['removeFromCRL'],
  resume: ['certificateHold'],
};

/**
 * Writes one row for each certificate, in the caller's transaction and in one statement. What the state table does not
 * allow stays as it was and is not answered: of two who come at once one changes something. The work is the same however
 * many are revoked.
 */
export async function changeStatus(tx: Tx, change: StatusChange): Promise<Changed> {
  const { act, reason, requestId, invalidityDate } = change;
  if (change.serials.length === 0) return { serials: [], journal: [] };
  const revokedAt = new Date(Math.floor(change.at.getTime() / 1000) * 1000);
  // One order for everybody: two who change the same pair wait for each other and never both ways.
  const asked = [...new Set(change.serials)].toSorted();
  const entries = asked.map((serial) => Buffer.from(encodeEntry({ serial, reason, revokedAt, invalidityDate })));
  const overwrites = sql`revocation.reason in (${sql.join(OVERWRITES[act])})`;
  const { rows: changed } =
    act === 'resume'
      ? await sql<{ serial: string }>`
          update revocation set reason = ${reason}, revoked_at = ${revokedAt}, request_id = ${requestId},
            invalidity_date = null, entry = asked.entry, listed = null
          from unnest(${asked}::text[], ${entries}::bytea[]) as asked (serial, entry)
          where revocation.serial = asked.serial and ${overwrites}
          returning revocation.serial`.execute(tx)
      : await sql<{ serial: string }>`
          insert into revocation
            (serial, reason, revoked_at, request_id, authority, shard, not_after, invalidity_date, entry, listed)
          select c.serial, ${reason}::text, ${revokedAt}::timestamptz, ${requestId}::uuid, c.authority, c.shard,
            c.not_after, ${invalidityDate}::timestamptz, asked.entry, null
          from unnest(${asked}::text[], ${entries}::bytea[]) as asked (serial, entry)
            join certificate c on c.serial = asked.serial
          order by c.serial
          on conflict (serial) do update set reason = excluded.reason, revoked_at = excluded.revoked_at,
            request_id = excluded.request_id, invalidity_date = excluded.invalidity_date, entry = excluded.entry,
            listed = null
          where ${overwrites}
          returning serial`.execute(tx);
  const serials = changed.map(({ serial }) => serial);
  const at = revokedAt.toISOString();
  const told = act === 'revoke' ? reason : null;
  const date = invalidityDate === null ? {} : { invalidityDate: invalidityDate.toISOString() };
  return {
    serials,
    journal: serials.map((serial) => ({
      kind: 'status',
      v: 2,
      serial,
      change: act,
      reason: told,
      at,
      requestId,
      ...date,
    })),
  };
}
