import { type Clock, type Database, type Tx, transaction } from '../../../platform/index.ts';
import type { CertificationAuthority } from '../../authority/authority.ts';
import { wholeSecond } from '../../authority/ceremony.ts';
import type { Journal } from '../../journal/journal.ts';
import type { IssuanceTables } from '../../tables.ts';
import { buildList, type PlannedList } from './build.ts';
import type { Scope } from './scope.ts';
import {
  markListed,
  newestList,
  newestLists,
  type PublishedList,
  partsInUse,
  takeNumber,
  waitingChanges,
} from './store.ts';

export interface ListTools {
  readonly db: Database;
  readonly clock: Clock;
  /** Every CA of this house that may sign lists, by name. */
  names(): readonly string[];
  ca(name: string): CertificationAuthority;
  /** Whether new certificates of this CA name a part of its list, where lists are divided. */
  isDivided(name: string): boolean;
  readonly journal: Journal;
  readonly addresses: { list(name: string): string };
  readonly settings: ListSettings;
  /** Only for tests: called between the steps of a list. */
  readonly after?: (step: 'planned' | 'stored' | 'signed') => void;
}

export interface ListSettings {
  /** Parts of an issuing CA's list for new certificates; 1: not divided. */
  readonly shards: number;
  /** Entries from which on a change is published as a delta and the full list follows daily. */
  readonly deltaFrom: number;
}

export interface CrlPublisher {
  /** The newest list, made first if there is none or the last one has run out; undefined for a scope that has none. */
  current(scope: Scope): Promise<PublishedList | undefined>;
  /** Makes all lists of a CA now. */
  publish(name: string): Promise<void>;
  /** Makes new lists where a day has passed or a change is in none yet. */
  publishDue(): Promise<void>;
  /** Number and end of the newest list of everything, without making one. */
  state(name: string): Promise<{ readonly number: number; readonly nextUpdate: Date } | undefined>;
}

/** Verifiers take clocks to differ by this much. */
const SKEW = 300_000;
const DAY = 86_400_000;
const VALID_DAYS = 7;
const DELTA_VALID_DAYS = 2;

export function crlPublisher(tools: ListTools): CrlPublisher {
  const { db, clock } = tools;
  // One round of a CA at a time in this process; who comes meanwhile finds what is left to do.
  const lines = new Map<string, Promise<void>>();
  const inLine = (role: string, work: () => Promise<void>): Promise<void> => {
    const next = (lines.get(role) ?? Promise.resolve()).catch(() => {}).then(work);
    lines.set(role, next);
    return next;
  };

  const isOld = (list: PublishedList | undefined): boolean => {
    const now = clock.now().getTime();
    // A list from the future: the clock was wrong, and whoever is right would not believe it.
    return !list || list.thisUpdate.getTime() <= now - DAY || list.thisUpdate.getTime() > now + SKEW;
  };

  const due = async (role: string): Promise<void> => {
    const full = (await newestLists(db, role)).filter(({ kind }) => kind === 'full');
    const parts = await partsOf(tools, role);
    if (parts.some((shard) => isOld(full.find((list) => list.shard === shard)))) {
      return round(tools, role, 'full', 'all');
    }
    if ((await waitingChanges(db, role)) === 0) return;
    const everything = full.find(({ shard }) => shard === 0);
    return round(tools, role, everything?.hasDelta ? 'delta' : 'full', 'changed');
  };

  return {
    async current(scope) {
      const list = await newestList(db, scope);
      if (scope.kind === 'delta' || (list && list.nextUpdate > clock.now())) return list;
      if (!tools.names().includes(scope.authority)) return undefined;
      if (!(await partsOf(tools, scope.authority)).includes(scope.shard)) return undefined;
      await inLine(scope.authority, async () => {
        const again = await newestList(db, scope);
        if (!again || again.nextUpdate <= clock.now()) await round(tools, scope.authority, 'full', 'all');
      });
      return newestList(db, scope);
    },
    publish: (role) => inLine(role, () => round(tools, role, 'full', 'all')),
    async publishDue() {
      const failed: unknown[] = [];
      // A key that is away does not hold up the lists of the other CAs.
      for (const name of tools.names()) await inLine(name, () => due(name)).catch((error) => failed.push(error));
      if (failed.length > 0) throw failed[0];
    },
    async state(role) {
      const list = await newestList(db, { authority: role, shard: 0, kind: 'full' });
      return list && { number: list.number, nextUpdate: list.nextUpdate };
    },
  };
}

/** All parts of a CA's list: that of everything, those new certificates go to, and those older ones went to. */
async function partsOf({ db, isDivided, settings }: ListTools, role: string): Promise<readonly number[]> {
  const { shards } = settings;
  const wanted = !isDivided(role) || shards <= 1 ? [] : Array.from({ length: shards }, (_, i) => i + 1);
  return [...new Set([0, ...wanted, ...(await partsInUse(db, role))])].toSorted((a, b) => a - b);
}

/**
 * One number, and every list that needs it: number and marks are committed, and in the journal, before anything is built.
 * Everything that waited is in these lists, perhaps more.
 */
async function round(tools: ListTools, role: string, kind: Scope['kind'], which: 'all' | 'changed'): Promise<void> {
  const parts = await partsOf(tools, role);
  const plans = await transaction(tools.db, (tx) => plan(tx, tools, role, { kind, which, parts }));
  // Changes noted by others reach the journal before the list that shows them.
  await tools.journal.flush();
  tools.after?.('planned');
  // The list of everything last: where it is finished, the round is.
  for (const one of plans.toReversed()) await buildList(tools, one);
}

async function plan(
  tx: Tx,
  tools: ListTools,
  role: string,
  asked: { readonly kind: Scope['kind']; readonly which: 'all' | 'changed'; readonly parts: readonly number[] },
): Promise<readonly PlannedList[]> {
  const number = await takeNumber(tx, role);
  const marked = await markListed(tx, role, number);
  const former = await newestLists(tx, role);
  const plans: PlannedList[] = [];
  for (const shard of asked.parts) {
    if (asked.which === 'changed' && shard !== 0 && !marked.has(shard)) continue;
    const full = former.find((list) => list.shard === shard && list.kind === 'full');
    const news = shard === 0 ? [...marked.values()].reduce((a, b) => a + b, 0) : (marked.get(shard) ?? 0);
    const about = (full?.entries ?? 0) + news;
    const hasDelta = about >= tools.settings.deltaFrom;
    const thisUpdate = notBefore(wholeSecond(tools.clock.now()), full?.thisUpdate);
    const until = (days: number) => new Date(thisUpdate.getTime() + days * DAY);
    const common = { authority: role, shard, number, thisUpdate, hasDelta };
    const isFull = asked.kind === 'full' || !full?.hasDelta;
    if (isFull) plans.push({ ...common, kind: 'full', base: null, nextUpdate: until(VALID_DAYS), about });
    // Also beside a new full list: whoever holds the former one needs no other.
    if (full?.hasDelta) {
      const nextUpdate = until(DELTA_VALID_DAYS);
      plans.push({ ...common, kind: 'delta', base: full.number, nextUpdate, about: news });
    }
  }
  await tx
    .withTables<IssuanceTables>()
    .insertInto('crl')
    .values(
      plans.map((one) => ({
        authority: one.authority,
        shard: one.shard,
        kind: one.kind,
        number: one.number,
        base_number: one.base,
        has_delta: one.kind === 'full' && one.hasDelta,
        this_update: one.thisUpdate,
        next_update: one.nextUpdate,
        entries: 0,
        revocations_until: null,
        bytes: null,
        sha256: null,
        created_at: tools.clock.now(),
        completed_at: null,
      })),
    )
    .execute();
  await tools.journal.recordBefore(tx, { kind: 'crl', authority: role, number });
  return plans;
}

/** A clock set back a little does not make a newer list look older; one that was far ahead is not followed. */
function notBefore(now: Date, former: Date | undefined): Date {
  return former && former > now && former.getTime() - now.getTime() <= SKEW ? former : now;
}
