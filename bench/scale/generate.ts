import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { roomsFor } from '@yinxin/server';
import { sql } from 'kysely';
import { buildLate } from '../../server/src/platform/database/index.ts';
import type { Deps } from '../../server/src/platform/index.ts';
import { type Loaded, load } from '../../server/src/whole/index.ts';
import { bringIndexesBack, setIndexesAside, vacuum } from './indexes.ts';
import { addOrders, type Extent } from './orders.ts';
import { addNames, addOrganisations } from './people.ts';
import { openProgress, secondsSpent, step } from './progress.ts';
import { addFunctions, addPairs, addRecords, noteOrders } from './surroundings.ts';

/** What was generated, kept beside the database. */
export interface Generated {
  /** Orders played one by one: the live queues, and finished ones among them. */
  readonly loaded: readonly Loaded[];
  /** What the rest was spread over. */
  readonly extent: Extent;
}

/** Organisations and pairs of certificates for each order: 600,000 and 1,000,000 (2 million certificates) for 5 million. */
const ORGANISATIONS = 0.12;
const PAIRS = 0.2;
/** So many orders at most are played one by one. */
const PLAYED = 10_000;
const PLAYED_SHARE = 0.8;

/** Fills an empty hall with `size` orders; goes on where a former run was cut off. */
export async function generate(deps: Deps, dir: string, size: number): Promise<Generated> {
  const { db } = deps;
  await openProgress(db);
  const file = path.join(dir, 'generated.json');
  const played = Math.min(PLAYED, Math.floor(size * PLAYED_SHARE));
  await step(db, 'played orders', async () => {
    // Refused when the hall is not empty: then a former run was cut off right here, and the place is begun anew by hand.
    const loaded = await load(deps, played);
    const extent = { orders: size - played, organisations: Math.floor(size * ORGANISATIONS), now: Date.now() };
    writeFileSync(file, JSON.stringify({ loaded, extent } satisfies Generated));
  });
  const generated: Generated = JSON.parse(readFileSync(file, 'utf8'));
  const { extent } = generated;
  await setIndexesAside(db);
  await addFunctions(deps);
  await addOrganisations(deps, extent.organisations);
  await addOrders(deps, extent);
  await noteOrders(deps);
  await addPairs(deps, Math.floor(size * PAIRS), extent.orders);
  await addRecords(deps, extent.orders);
  await addNames(deps);
  await bringIndexesBack(db);
  await vacuum(db);
  // The data outlive releases: orders are read by the programmes of the tree that is measured.
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`delete from programme_version`.execute(tx);
  });
  const late = await buildLate(
    db,
    roomsFor(deps.config.mode).flatMap((room) => room.indexes ?? []),
  );
  if (late.length > 0) console.log(`made beside running work: ${late.join(' ')}`);
  const { rows } = await sql<Record<string, string>>`
    select (select count(*) from organisation) as organisations, (select count(*) from certificate) as certificates,
      (select count(*) from application) as applications, (select count(*) from application_event) as events,
      (select count(*) from application_task) as tasks, pg_size_pretty(pg_database_size(current_database())) as disk`.execute(
    db,
  );
  console.log(`${JSON.stringify(rows[0])}, ${((await secondsSpent(db)) / 60).toFixed(1)} min in steps`);
  return generated;
}
