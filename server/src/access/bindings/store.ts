import type { BINDING_ENDS } from '@yinxin/contract';
import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';
import type { AccessTables } from '../tables.ts';

export type BindingEnd = (typeof BINDING_ENDS)[number];
export type Binding = AccessTables['binding'];

/** At most this many of each kind in one look. */
const PORTION = 1000;

const tables = (db: Database) => db.withTables<AccessTables>();

/** Whoever binds for one organisation at one system goes one after the other. */
export async function lockOrganisation(tx: Tx, system: string, creditCode: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`binding:${system}:${creditCode}`}, 0))`.execute(tx);
}

/** Living bindings at a system that touch this account, certificate or organisation. */
export function livingAround(
  db: Database,
  system: string,
  tie: { readonly account: string; readonly serial: string; readonly creditCode: string },
): Promise<Binding[]> {
  return tables(db)
    .selectFrom('binding')
    .selectAll()
    .where('system', '=', system)
    .where('ended_at', 'is', null)
    .where((eb) =>
      eb.or([eb('account', '=', tie.account), eb('serial', '=', tie.serial), eb('credit_code', '=', tie.creditCode)]),
    )
    .execute();
}

/** Adds a binding; undefined when somebody was faster by a moment. */
export function insertBinding(tx: Tx, row: Binding): Promise<Binding | undefined> {
  return tables(tx)
    .insertInto('binding')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Ends a living binding; undefined when it had ended. */
export function endBinding(tx: Tx, id: string, end: BindingEnd, at: Date): Promise<Binding | undefined> {
  return tables(tx)
    .updateTable('binding')
    .set({ ended_at: at, end_reason: end })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export function bindingById(db: Database, id: string): Promise<Binding | undefined> {
  return tables(db).selectFrom('binding').selectAll().where('id', '=', id).executeTakeFirst();
}

export function livingOfCertificate(db: Database, serial: string): Promise<Binding[]> {
  return tables(db)
    .selectFrom('binding')
    .selectAll()
    .where('serial', '=', serial)
    .where('ended_at', 'is', null)
    .execute();
}

export function livingOfAccount(db: Database, system: string, account: string): Promise<Binding | undefined> {
  return tables(db)
    .selectFrom('binding')
    .selectAll()
    .where('system', '=', system)
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export async function isBound(db: Database, serial: string, system: string): Promise<boolean> {
  return (await livingOfCertificate(db, serial)).some((one) => one.system === system);
}

/** Bindings of an account of the hall, the newest first. */
export function bindingsOf(db: Database, organisationId: string): Promise<Binding[]> {
  return tables(db)
    .selectFrom('binding')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export async function searchBindings(
  db: Database,
  query: {
    readonly page: number;
    readonly size: number;
    readonly q?: string | undefined;
    readonly system?: string | undefined;
  },
): Promise<{ readonly items: Binding[]; readonly total: number }> {
  let from = tables(db).selectFrom('binding');
  const { q, system } = query;
  if (system) from = from.where('system', '=', system);
  if (q) {
    const typed = q.trim();
    from = from.where((eb) =>
      eb.or([
        eb('serial', '=', typed.toUpperCase()),
        eb('credit_code', '=', typed.toUpperCase()),
        eb('account', '=', typed),
      ]),
    );
  }
  const items = await from
    .selectAll()
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items, total };
}

/** What is read of issuance's list of revocations, never written. */
type RevocationColumns = { revocation: { serial: string; reason: string } };

/** Living bindings whose certificate has expired, was revoked or gave way to another. */
export async function livingOfEnded(db: Database, now: Date): Promise<Binding[]> {
  const expired = await tables(db)
    .selectFrom('binding')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('not_after', '<', now)
    .orderBy('not_after')
    .limit(PORTION)
    .execute();
  const revoked = await db
    .withTables<AccessTables & RevocationColumns>()
    .selectFrom('binding')
    .innerJoin('revocation', 'revocation.serial', 'binding.serial')
    .selectAll('binding')
    .where('binding.ended_at', 'is', null)
    .where('revocation.reason', 'not in', ['certificateHold', 'removeFromCRL'])
    .limit(PORTION)
    .execute();
  return [...new Map([...expired, ...revoked].map((one) => [one.id, one])).values()];
}
