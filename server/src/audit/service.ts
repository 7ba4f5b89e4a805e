import { v7 as uuid } from 'uuid';
import type { Clock } from '../platform/index.ts';
import { type Database, type Tx, transaction } from '../platform/index.ts';
import type { Anchors } from './anchors.ts';
import { GENESIS, link } from './chain.ts';
import * as store from './store.ts';
import type { AuditFact, AuditQuery, ChainedRecord, Verification } from './types.ts';

/** The tamper-evident log (审计日志) of who did what to what. */
export interface Audit {
  /** Writes a fact in the transaction of its cause: both are there or neither. Writers never wait for each other. */
  record(tx: Tx, fact: AuditFact): Promise<void>;
  /** The same for many facts, in one statement. */
  recordAll(tx: Tx, facts: readonly AuditFact[]): Promise<void>;
  /** Links what was committed since the last call into the chain, in order of arrival. Returns how many. */
  link(): Promise<number>;
  /** Linked entries, newest first; links first, so that nothing committed is missing. */
  search(query: AuditQuery): Promise<{ readonly items: readonly ChainedRecord[]; readonly total: number }>;
  /** Writes the end of the chain down outside the database, when it moved since the last time. */
  anchor(): Promise<void>;
  /**
   * Computes every hash again. Removed, added, changed or reordered entries break the chain from there on; a chain that
   * somebody computed anew, or cut off at its end, does not fit the anchors.
   */
  verify(): Promise<Verification>;
  /** The whole log in order of the chain, one JSON object a line. */
  lines(): AsyncGenerator<string>;
}

const BATCH = 500;

export function auditLog(deps: { readonly db: Database; readonly clock: Clock; readonly anchors: Anchors }): Audit {
  const { db, clock, anchors } = deps;
  let anchored: number | undefined;

  async function linkBatch(): Promise<number> {
    return transaction(db, async (tx) => {
      await store.lockChain(tx);
      const last = await store.head(tx);
      const records = await store.pending(tx, BATCH);
      if (records.length === 0) return 0;
      let hash = last?.hash ?? GENESIS;
      let sequence = last?.sequence ?? 0;
      const links = records.map((record) => {
        sequence += 1;
        hash = link(hash, sequence, record);
        return { sequence, entry_id: record.id, hash };
      });
      await store.insertLinks(tx, links);
      return links.length;
    });
  }

  async function linkAll(): Promise<number> {
    let linked = 0;
    for (;;) {
      const n = await linkBatch();
      linked += n;
      if (n < BATCH) return linked;
    }
  }

  async function* chained(): AsyncGenerator<ChainedRecord> {
    let sequence = 0;
    for (;;) {
      const records = await store.after(db, sequence, BATCH);
      yield* records;
      const last = records.at(-1);
      if (!last || records.length < BATCH) return;
      sequence = last.sequence;
    }
  }

  const recordAll = (tx: Tx, facts: readonly AuditFact[]) =>
    store.insertEntries(
      tx,
      facts.map((fact) => ({ details: {}, ...fact, id: uuid(), at: clock.now() })),
    );

  return {
    record: (tx, fact) => recordAll(tx, [fact]),
    recordAll,
    link: linkAll,
    async search(query) {
      await linkAll();
      return store.search(db, query);
    },
    async anchor() {
      const end = await store.head(db);
      if (!end || end.sequence === anchored) return;
      await anchors.write({ at: clock.now(), ...end });
      anchored = end.sequence;
    },
    async verify() {
      await linkAll();
      const witnesses = await anchors.read();
      const witnessed = new Map<number, Set<string>>();
      for (const one of witnesses) {
        if (one) witnessed.set(one.sequence, (witnessed.get(one.sequence) ?? new Set()).add(one.hash));
      }
      const latest = Math.max(0, ...witnessed.keys());
      const found = { anchors: witnesses.length, anchoredUntil: latest === 0 ? null : latest };
      let hash = GENESIS;
      let entries = 0;
      for await (const record of chained()) {
        entries += 1;
        hash = link(hash, entries, record);
        const seen = witnessed.get(entries);
        const isWitnessed = seen === undefined || (seen.size === 1 && seen.has(hash));
        if (record.sequence !== entries || record.hash !== hash || !isWitnessed) {
          return { intact: false, entries, firstBroken: entries, ...found };
        }
      }
      // An entry neither linked nor in line was smuggled in, or its place in line was taken away; or the end was cut off.
      const isShort = latest > entries || witnesses.includes(null);
      if (isShort || (await store.hasStray(db))) return { intact: false, entries, firstBroken: entries + 1, ...found };
      return { intact: true, entries, firstBroken: null, ...found };
    },
    async *lines() {
      await linkAll();
      for await (const record of chained()) {
        yield `${JSON.stringify({ ...record, at: record.at.toISOString() })}\n`;
      }
    },
  };
}
