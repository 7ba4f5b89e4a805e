import { humanNumber } from '@yinxin/identifiers';
import { sql } from 'kysely';
import type { Deps, Tx } from '../../server/src/platform/index.ts';
import { type Pattern, patterns, rowsOf } from '../../server/src/whole/index.ts';
import { draws } from './people.ts';
import { step } from './progress.ts';

const BATCH = 100_000;
const DAY_MS = 86_400_000;
/** How far back the finished orders reach, and how long ago the newest of them was opened. */
const REACH_DAYS = 5 * 365;
const REST_DAYS = 120;
/** One finished order in so many keeps its whole history, the others their first and last event: for the disk's sake. */
const WHOLE_HISTORY_OF = 12;
/** Share of orders of the few organisations that have hundreds, and how many those are of a thousand. */
const LARGE_SHARE = 0.04;
const LARGE_OF_THOUSAND = 2;
/** Businesses of a few steps, which are most of what a hall does once its certificates are out. */
const SHORT_SHARE = 0.6;
const SHORT_EVENTS = 20;

/** What an archive is spread over. */
export interface Extent {
  readonly orders: number;
  readonly organisations: number;
  readonly now: number;
}

/** The nth finished order: whose, after which pattern, opened when. */
export function orderAt(n: number, { orders, organisations, now }: Extent, sorts: Sorts) {
  const next = draws(n);
  const large = Math.ceil((organisations * LARGE_OF_THOUSAND) / 1000);
  const owner = next() < LARGE_SHARE ? Math.floor(next() * large) : Math.floor(next() * organisations);
  const among = next() < SHORT_SHARE ? sorts.short : sorts.long;
  const pattern = among[Math.floor(next() * among.length)] ?? 0;
  const newest = now - REST_DAYS * DAY_MS;
  const openedAt = Math.floor(newest - (REACH_DAYS * DAY_MS * (orders - n)) / orders);
  return { owner, pattern, openedAt };
}

/** Places of the patterns, by how much happens in them. */
export interface Sorts {
  readonly short: readonly number[];
  readonly long: readonly number[];
  readonly prefixes: readonly string[];
}

export function sortsOf(all: readonly Pattern[]): Sorts {
  const places = all.map((_, at) => at);
  const isShort = (at: number) => (all[at]?.life.history.length ?? 0) < SHORT_EVENTS;
  return {
    short: places.filter(isShort),
    long: places.filter((at) => !isShort(at)),
    prefixes: all.map((one) => one.programme.orderPrefix),
  };
}

/** Number of an order of the archive; its sequences are below those the played part begins with. */
export const numberAt = (n: number, prefix: string, openedAt: number) =>
  humanNumber.make(prefix, new Date(openedAt), n % 90_000);

/** Fills in finished orders, copied from orders that were played. Answers whose orders the patterns were. */
export async function addOrders(deps: Deps, extent: Extent): Promise<readonly string[]> {
  const all = patterns(60, extent.now);
  const { db } = deps;
  await step(db, 'patterns', (tx) => writePatterns(tx, deps, all));
  const sorts = sortsOf(all);
  for (let from = 0; from < extent.orders; from += BATCH) {
    await step(db, `orders from ${from}`, async (tx) => {
      const numbers = Array.from({ length: Math.min(BATCH, extent.orders - from) }, (_, i) => from + i);
      const drawn = numbers.map((n) => orderAt(n, extent, sorts));
      const written = drawn.map(({ pattern, openedAt }, i) =>
        numberAt(from + i, sorts.prefixes[pattern] ?? 'JX', openedAt),
      );
      await addBatch(tx, {
        numbers,
        written,
        owners: drawn.map((d) => d.owner),
        patterns: drawn.map((d) => d.pattern),
        opened: drawn.map((d) => d.openedAt),
      });
    });
  }
  const { rows } = await sql<{ id: string }>`select distinct organisation_id as id from scale.pattern`.execute(db);
  return rows.map(({ id }) => id);
}

async function writePatterns(tx: Tx, { sealing }: Deps, all: readonly Pattern[]): Promise<void> {
  await sql`create table scale.pattern (n integer primary key, programme text, project text, service text, stage text,
    state_code text, void boolean, paid boolean, version integer, state text, posts boolean, sends boolean, medium boolean,
    organisation_id uuid)`.execute(tx);
  await sql`alter table scale.pattern alter state set storage external`.execute(tx);
  await sql`create table scale.pattern_event (n integer, version integer, type text, after_ms bigint, actor_kind text,
    actor_id text, data text, last boolean, primary key (n, version))`.execute(tx);
  for (const [n, pattern] of all.entries()) {
    const { row, events } = rowsOf(sealing, pattern);
    await sql`insert into scale.pattern values (${n}, ${row.programme}, ${row.project}, ${row.service}, ${row.stage},
      ${row.state_code}, ${row.void}, ${row.paid}, ${row.version}, ${row.state}, ${row.papers_in !== null},
      ${row.parcel_out !== null}, ${row.medium_serial !== null}, ${pattern.organisationId})`.execute(tx);
    const begin = events[0]?.at.getTime() ?? 0;
    for (const event of events) {
      await sql`insert into scale.pattern_event values (${n}, ${event.version}, ${event.type},
        ${event.at.getTime() - begin}, ${event.actor_kind}, ${event.actor_id}, ${event.data},
        ${event.version === events.length})`.execute(tx);
    }
  }
}

interface Batch {
  readonly numbers: readonly number[];
  readonly written: readonly string[];
  readonly owners: readonly number[];
  readonly patterns: readonly number[];
  readonly opened: readonly number[];
}

async function addBatch(tx: Tx, { numbers, written, owners, patterns: which, opened }: Batch): Promise<void> {
  await sql`
    create temporary table batch on commit drop as
    select t.n, scale.id(2, t.opened, t.n) as id, t.number, t.owner, t.pattern, t.opened
    from unnest(${numbers}::integer[], ${written}::text[], ${owners}::integer[], ${which}::integer[], ${opened}::bigint[])
      as t(n, number, owner, pattern, opened)`.execute(tx);
  await sql`analyze batch`.execute(tx);
  // Look-up columns are keyed hashes in earnest: as long and as scattered here, without the key.
  await sql`
    insert into application (id, number, organisation_id, credit_code, organisation_name, programme, project, service,
      stage, state_code, void, paid, version, state, created_at, submitted_at, papers_in, parcel_out, handler_mobile,
      medium_serial, invoice)
    select b.id, b.number, o.id, o.credit_code, o.name, p.programme, p.project, p.service, p.stage, p.state_code, p.void,
      p.paid, p.version, p.state, to_timestamp(b.opened / 1000.0), to_timestamp(b.opened / 1000.0 + 3600),
      case when p.posts then md5('i' || b.n) || md5('j' || b.n) end,
      case when p.sends then md5('p' || b.n) || md5('q' || b.n) end,
      md5('m' || b.owner) || md5('n' || b.owner), case when p.medium then scale.medium(b.n) end,
      case when p.paid then md5('v' || b.n) || md5('w' || b.n) end
    from batch b join scale.pattern p on p.n = b.pattern join scale.organisation o on o.n = b.owner
    order by b.n`.execute(tx);
  await sql`
    insert into application_event (application_id, version, type, at, actor_kind, actor_id, data)
    select b.id, e.version, e.type, to_timestamp((b.opened + e.after_ms) / 1000.0), e.actor_kind, e.actor_id, e.data
    from batch b join scale.pattern_event e on e.n = b.pattern
      and (b.n % ${sql.lit(WHOLE_HISTORY_OF)} = 0 or e.version = 1 or e.last)
    order by b.n, e.version`.execute(tx);
}
