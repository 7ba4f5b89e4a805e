import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { transaction } from '../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../platform/testing/index.ts';
import { GENESIS, link } from './chain.ts';
import { type Audit, auditRoom } from './index.ts';
import type { AuditFact } from './types.ts';

const { administration } = endpoints;

const fact = (n: number, over: Partial<AuditFact> = {}): AuditFact => ({
  actor: { kind: 'staff', id: 's1', name: '王审核' },
  action: 'work.retried',
  subject: { kind: 'thing', id: String(n), label: `T-${n}` },
  details: { n, z: 'last', a: ['first', null, true] },
  ...over,
});

async function open() {
  const room = auditRoom();
  const server = await startTestServer({ rooms: [room] });
  const auditor = server.browser();
  await auditor.signIn({ kind: 'staff', subject: crypto.randomUUID(), roles: ['auditor'] });
  return { server, auditor, audit: room.service(server.deps) };
}

let server: TestServer;
let auditor: TestBrowser;
let audit: Audit;
beforeAll(async () => {
  ({ server, auditor, audit } = await open());
});
afterAll(() => server.close());

const write = (n: number, over?: Partial<AuditFact>) =>
  transaction(server.deps.db, (tx) => audit.record(tx, fact(n, over)));

describe('the log', () => {
  test('two hundred writers at once make one chain without gap or fork', async () => {
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        await write(n);
        if (n % 20 === 0) await audit.link();
      }),
    );
    expect(await auditor.call(administration.verifyAudit, {})).toMatchObject({
      intact: true,
      entries: 200,
      firstBroken: null,
    });
    const { rows } = await sql<{ sequence: number }>`select sequence from audit_link order by 1`.execute(
      server.deps.db,
    );
    expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  test('a fact is there if and only if its cause is', async () => {
    const before = (await audit.verify()).entries;
    const failing = transaction(server.deps.db, async (tx) => {
      await audit.record(tx, fact(1));
      throw new Error('cause failed');
    });
    await expect(failing).rejects.toThrow('cause failed');
    expect((await audit.verify()).entries).toBe(before);
  });

  test('is searched by text, action and day of Beijing, newest first', async () => {
    await write(1000, { action: 'authority.restored', subject: { kind: 'thing', id: 'x', label: '100%_sure' } });
    const find = (query: object) => auditor.call(administration.audit, { query }).then((page) => page.total);
    expect(await find({ action: 'authority.restored' })).toBe(1);
    expect(await find({ q: '100%_' })).toBe(1);
    expect(await find({ q: '0%%s' })).toBe(0);
    expect(await find({ action: 'authority.restored', from: '2026-03-02', to: '2026-03-02' })).toBe(1);
    expect(await find({ action: 'authority.restored', from: '2026-03-03' })).toBe(0);
    const { items } = await auditor.call(administration.audit, { query: { size: 2 } });
    expect((items[0]?.sequence ?? 0) - (items[1]?.sequence ?? 0)).toBe(1);
    expect(items[0]).toMatchObject({ action: 'authority.restored', details: { n: 1000 } });
  });

  test('the export can be verified by anybody with SM3', async () => {
    const blob = await auditor.call(administration.exportAudit, {});
    const lines = (await blob.text()).trimEnd().split('\n');
    const shape = z.object({ id: z.string(), at: z.string(), hash: z.string(), sequence: z.number() }).loose();
    let hash = GENESIS;
    for (const [i, line] of lines.entries()) {
      const entry = shape.parse(JSON.parse(line));
      hash = link(hash, i + 1, { ...JSON.parse(line), at: new Date(entry.at) });
      expect(entry.hash).toBe(hash);
    }
    expect(lines).toHaveLength((await audit.verify()).entries);
  });

  test('only auditors read it', async () => {
    const other = server.browser();
    await other.signIn({ kind: 'staff', subject: crypto.randomUUID(), roles: ['administrator'] });
    expect((await other.refused(administration.audit, {})).code).toBe('NOT_ALLOWED');
    expect((await server.browser().refused(administration.exportAudit, {})).code).toBe('NOT_SIGNED_IN');
  });
});

describe('tampering', () => {
  test('the database refuses change, removal and emptying', async () => {
    const { db } = server.deps;
    await write(1);
    await audit.link();
    for (const table of ['audit_entry', 'audit_link']) {
      const column = table === 'audit_entry' ? 'action' : 'hash';
      await expect(sql`update ${sql.table(table)} set ${sql.ref(column)} = 'x'`.execute(db)).rejects.toThrow(
        'only grows',
      );
      await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow('only grows');
      await expect(sql`truncate ${sql.table(table)} cascade`.execute(db)).rejects.toThrow('only grows');
    }
  });

  /** As somebody with power over the database would do it. */
  const force = (server: TestServer, statement: string) =>
    transaction(server.deps.db, async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql.raw(statement).execute(tx);
    });

  test.each([
    ['changes an entry', `update audit_entry set details = '{"n":7}' where subject_id = '3'`, 3],
    ['changes a time', `update audit_entry set at = at + interval '1 ms' where subject_id = '4'`, 4],
    ['removes an entry', `delete from audit_link where sequence = 2`, 2],
    [
      'adds an entry past the log',
      `insert into audit_entry select gen_random_uuid(), at, actor_kind, actor_id, actor_name, action, subject_kind, '9', subject_label, details from audit_entry where subject_id = '1'`,
      6,
    ],
  ])('whoever %s is found out', async (_what, statement, firstBroken) => {
    const own = await open();
    try {
      for (let n = 1; n <= 5; n++) await transaction(own.server.deps.db, (tx) => own.audit.record(tx, fact(n)));
      expect(await own.audit.verify()).toMatchObject({ intact: true, entries: 5, firstBroken: null });
      await force(own.server, statement);
      expect(await own.auditor.call(administration.verifyAudit, {})).toMatchObject({ intact: false, firstBroken });
    } finally {
      await own.server.close();
    }
  });

  /** Computes the whole chain again, as somebody can who has nothing but the database. */
  async function relink(server: TestServer): Promise<void> {
    await force(server, 'delete from audit_link');
    await force(server, 'insert into audit_pending (entry_id) select id from audit_entry order by id');
  }

  test.each([
    ['changes an entry and computes the chain anew', `update audit_entry set action = 'x' where subject_id = '3'`, 5],
    ['cuts the end off', `delete from audit_entry where subject_id = '5'`, 5],
  ])('whoever has only the database and %s is found out by the anchors', async (_what, statement, firstBroken) => {
    const own = await open();
    try {
      for (let n = 1; n <= 5; n++) await transaction(own.server.deps.db, (tx) => own.audit.record(tx, fact(n)));
      await own.audit.link();
      await own.audit.anchor();
      await own.audit.anchor();
      expect(await own.audit.verify()).toMatchObject({ intact: true, anchors: 1, anchoredUntil: 5 });
      await force(own.server, statement);
      await relink(own.server);
      expect(await own.auditor.call(administration.verifyAudit, {})).toMatchObject({ intact: false, firstBroken });
    } finally {
      await own.server.close();
    }
  });
});
