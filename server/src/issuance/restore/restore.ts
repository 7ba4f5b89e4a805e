import { sql } from 'kysely';
import { type Clock, type Database, type Tx, transaction, WORKERS_LOCK } from '../../platform/index.ts';
import type { KeyStores } from '../authority/stores.ts';
import { type IssuancePorts, SYSTEM } from '../ports.ts';
import type { IssuanceTables } from '../tables.ts';
import { type RestoredAuthority, restoreHouse } from './house.ts';
import { knownCas } from './issuers.ts';
import { mustBePlaced, placeJournal } from './place.ts';
import { RestoreRefused } from './refusal.ts';
import { type Survey, survey } from './survey.ts';
import { type Restored, writeAll } from './write.ts';

export interface RestoreTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly ports: IssuancePorts;
  /** Where the server keeps its journal. */
  readonly installed: string;
  /** Where the keys of CAs are looked for. */
  readonly stores?: KeyStores;
}

/** An order that came back from the journal. */
export interface RestoredOrder {
  readonly id: string;
  readonly applicationId: string | null;
  readonly applicationNumber: string | null;
  readonly mediumSerial: string | null;
  readonly subject: string;
  readonly serials: readonly string[];
  /** Whether the database knows the application; what happened to it since the backup is lost in any case. */
  readonly applicationKnown: boolean;
  readonly finished: boolean;
}

/** What was done, or would be. */
export interface RestoreSummary extends Restored {
  readonly dryRun: boolean;
  readonly lines: number;
  /** Lines cut off in the middle; nothing ever relied on them. */
  readonly torn: readonly number[];
  readonly endsTorn: boolean;
  /** Entries the database has recorded beyond the end of this journal: lines are missing at its end. */
  readonly missingAtEnd: number;
  readonly placed: boolean;
  /** CAs made or changed after the backup. */
  readonly authorities: readonly RestoredAuthority[];
  readonly restoredOrders: readonly RestoredOrder[];
}

class DryRun extends Error {}

/**
 * Gives a database that was brought back from an older backup everything the journal knows: orders with their serials and
 * escrowed keys, certificates, changes of status, CRL numbers, CAs made since. One transaction: killed at any moment, nothing or all of it
 * is done; done twice, the second time changes nothing. Throws RestoreRefused.
 */
export async function restoreFromJournal(
  tools: RestoreTools,
  file: string,
  options: { readonly dryRun: boolean },
): Promise<RestoreSummary> {
  const found = await survey(file);
  let summary: RestoreSummary | undefined;
  try {
    await transaction(tools.db, async (tx) => {
      await refuseBesideServer(tx);
      summary = await restore(tools, tx, found, options.dryRun);
      if (options.dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  if (!summary) throw new Error('the restore ended without a summary');
  return summary;
}

async function restore(tools: RestoreTools, tx: Tx, found: Survey, dryRun: boolean): Promise<RestoreSummary> {
  const known = new Set((await knownCas(tx)).map(({ certificate }) => Buffer.from(certificate.raw).toString('base64')));
  for (const one of found.authorities) {
    if (!known.has(one)) throw new RestoreRefused('RESTORE_OTHER_AUTHORITY', found.file);
  }
  const authorities = await restoreHouse(tx, found.house, tools.stores);
  const cas = await knownCas(tx);
  const isPlaced = await mustBePlaced(found, tools.installed);
  const newest = await tx
    .withTables<IssuanceTables>()
    .selectFrom('journal_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('recorded_at', 'is not', null)
    .where('id', '>', found.newestId)
    .executeTakeFirstOrThrow();
  const restored = await writeAll(tx, found, cas, tools.ports);
  const summary: RestoreSummary = {
    ...restored,
    authorities,
    dryRun,
    lines: found.lines,
    torn: found.torn,
    endsTorn: found.endsTorn,
    missingAtEnd: Number(newest.count),
    placed: isPlaced,
    restoredOrders: await describe(tools.ports, tx, restored.orders),
  };
  if (dryRun) return summary;
  const { revoke, suspend, resume } = restored.statuses;
  await tools.ports.audit(tx, {
    actor: SYSTEM,
    action: 'authority.restored',
    subject: { kind: 'authority', id: 'journal', label: found.last },
    details: {
      lines: found.lines,
      authorities: authorities.map(({ name }) => name).join(' '),
      orders: restored.orders.length,
      serials: restored.serials,
      certificates: restored.certificates,
      keys: restored.keys,
      revocations: revoke,
      suspensions: suspend,
      resumptions: resume,
    },
  });
  // Before the commit: a journal that is longer than the database is noticed at the next start, a shorter one is not.
  if (isPlaced) await placeJournal(found.file, tools.installed);
  return summary;
}

/** Every working server holds this lock shared; while it is held here, none begins to work. */
async function refuseBesideServer(tx: Tx): Promise<void> {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${WORKERS_LOCK}) as got`.execute(tx);
  if (!rows[0]?.got) throw new RestoreRefused('RESTORE_SERVER_RUNNING', 'pg_locks');
}

async function describe(ports: IssuancePorts, tx: Tx, orders: readonly string[]): Promise<readonly RestoredOrder[]> {
  const found: RestoredOrder[] = [];
  for (let from = 0; from < orders.length; from += 500) {
    const { rows } = await sql<{
      id: string;
      step: string;
      application_id: string | null;
      application_number: string | null;
      medium_serial: string | null;
      subject: string;
      serials: string[];
    }>`select o.id, o.step, o.application_id, o.application_number, o.medium_serial,
        min(c.subject) as subject, array_agg(c.serial order by c.use desc) as serials
      from certificate_order o join certificate c on c.order_id = o.id
      where o.id = any(${orders.slice(from, from + 500)}::uuid[]) and o.kind = 'twin' and o.abandoned_at is null
      group by o.id order by o.created_at`.execute(tx);
    for (const row of rows) {
      const { application_id: applicationId } = row;
      const isKnown = applicationId !== null && (await ports.knowsApplication?.(tx, applicationId));
      found.push({
        id: row.id,
        applicationId,
        applicationNumber: row.application_number,
        mediumSerial: row.medium_serial,
        subject: row.subject,
        serials: row.serials,
        applicationKnown: isKnown ?? false,
        finished: row.step === 'published',
      });
    }
  }
  return found;
}
