import { type Kysely, sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { JournalBody } from '../journal/line.ts';
import type { IssuanceTables } from '../tables.ts';
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
 * Writes one row for each certificate, in the caller's transaction. What the state table does not allow stays as it was
 * and is not answered: of two who come at once one changes something. The work is the same however many are revoked.
 */
export async function changeStatus(tx: Tx, change: StatusChange): Promise<Changed> {
  const { act, reason, requestId, invalidityDate } = change;
  if (change.serials.length === 0) return { serials: [], journal: [] };
  const revokedAt = new Date(Math.floor(change.at.getTime() / 1000) * 1000);
  const tables: Kysely<IssuanceTables> = tx.withTables<IssuanceTables>();
  const certificates = await tables
    .selectFrom('certificate')
    .select(['serial', 'use', 'shard', 'not_after'])
    .select((eb) =>
      eb
        .selectFrom('authority')
        .innerJoin('certificate as own', 'own.serial', 'authority.serial')
        .select('authority.name')
        .whereRef('own.subject', '=', 'certificate.issuer')
        .where('authority.store', 'is not', null)
        .orderBy('authority.created_at')
        .limit(1)
        .as('issued_by'),
    )
    .where('serial', 'in', [...new Set(change.serials)])
    // One order for everybody: two who change the same pair wait for each other and never both ways.
    .orderBy('serial')
    .execute();
  if (certificates.length === 0) return { serials: [], journal: [] };
  const rows = certificates.map(({ serial, use, shard, not_after, issued_by }) => ({
    serial,
    reason,
    revoked_at: revokedAt,
    request_id: requestId,
    authority: issued_by ?? (use === 'root-ca' || use === 'issuing-ca' ? 'root' : 'issuing'),
    shard,
    not_after,
    invalidity_date: invalidityDate,
    entry: Buffer.from(encodeEntry({ serial, reason, revokedAt, invalidityDate })),
    listed: null,
  }));
  const changed =
    act === 'resume'
      ? await resume(tables, rows, OVERWRITES.resume)
      : await tables
          .insertInto('revocation')
          .values(rows)
          .onConflict((c) =>
            c
              .column('serial')
              .doUpdateSet((eb) => ({
                reason: eb.ref('excluded.reason'),
                revoked_at: eb.ref('excluded.revoked_at'),
                request_id: eb.ref('excluded.request_id'),
                invalidity_date: eb.ref('excluded.invalidity_date'),
                entry: eb.ref('excluded.entry'),
                listed: null,
              }))
              .where('revocation.reason', 'in', [...OVERWRITES[act]]),
          )
          .returning('serial')
          .execute();
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

type Row = {
  readonly serial: string;
  readonly entry: Buffer;
  readonly revoked_at: Date;
  readonly request_id: string | null;
};

async function resume(
  tables: Kysely<IssuanceTables>,
  rows: readonly Row[],
  from: readonly StatusReason[],
): Promise<readonly { readonly serial: string }[]> {
  const changed: { serial: string }[] = [];
  for (const { serial, entry, revoked_at, request_id } of rows) {
    const one = await tables
      .updateTable('revocation')
      .set({ reason: 'removeFromCRL', revoked_at, request_id, entry, invalidity_date: null, listed: sql`null` })
      .where('serial', '=', serial)
      .where('reason', 'in', [...from])
      .returning('serial')
      .execute();
    changed.push(...one);
  }
  return changed;
}
