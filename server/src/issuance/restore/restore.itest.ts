import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildOcspRequest, certIdOf, openEnvelopedKey, parseCertificate, parseOcspResponse } from '@yinxin/pki';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../../platform/testing/index.ts';
import type { Issuance, Subscriber } from '../index.ts';
import type { IssuanceTables } from '../tables.ts';
import {
  type Copied,
  copyDatabase,
  dropDatabases,
  freshDatabase,
  openOn,
  removeFolder,
  testFolder,
} from '../testing/copied.ts';
import { type Holder, holder, subscriber } from '../testing/house.ts';

const suffix = randomBytes(6).toString('hex');
const names: string[] = [];
const folder = testFolder();
const dataDir = path.join(folder, 'data');
const journal = path.join(dataDir, 'ca', 'journal.jsonl');
let database: TestDatabase;
let backup: string;
let before: State;
let lost: Lost;

interface Issued {
  readonly who: Subscriber;
  readonly key: Holder;
  readonly pair: Awaited<ReturnType<Issuance['issuePair']>>;
}
interface Lost {
  readonly issued: readonly Issued[];
  readonly revoked: readonly string[];
  readonly suspended: readonly string[];
  readonly resumed: readonly string[];
  readonly crlNumber: number;
}

const issue = async (house: Copied, who = subscriber()): Promise<Issued> => {
  const key = await holder(who);
  return { who, key, pair: await house.issuance.issuePair(who, `M-${who.applicationNumber}`, key.request) };
};

const [asker, decider] = ['a', 'b'].map((name) => ({ id: uuid(), name, roles: [] }));
const change = (house: Copied, { pair }: Issued, act: 'revoke' | 'suspend' | 'resume') =>
  house.platform.deps.db.transaction().execute(async (tx) => {
    if (!asker || !decider) throw new Error('nobody');
    const reason = act === 'revoke' ? ('keyCompromise' as const) : undefined;
    const asked = { serial: pair.certificates[0]?.serial ?? '', act, reason, note: 'test' };
    const { id } = await house.issuance.askRevocation(tx, asked, asker);
    return (await house.issuance.decideRevocation(tx, id, 'approve', decider)).serials;
  });

const killed = async (house: Copied, step: number, who = subscriber()) => {
  const key = await holder(who);
  house.fault = (at) => {
    if (at === step) throw new Error('killed');
  };
  await expect(house.issuance.issuePair(who, 'M', key.request)).rejects.toThrow('killed');
  house.fault = () => {};
};

/** Everything that must be the same after the restore; moments of writing aside. */
async function stateOf(house: Copied) {
  const tables = house.platform.deps.db.withTables<IssuanceTables>();
  const certificates = await tables.selectFrom('certificate').selectAll().orderBy('serial').execute();
  const orders = await tables
    .selectFrom('certificate_order')
    .selectAll()
    .where('kind', '=', 'twin')
    .orderBy('id')
    .execute();
  const revocations = await tables.selectFrom('revocation').selectAll().orderBy('serial').execute();
  const keys = await tables.selectFrom('escrowed_key').selectAll().orderBy('id').execute();
  return readable({
    certificates: certificates.map(({ created_at, published_at, ...row }) => ({
      ...row,
      published: published_at !== null,
    })),
    orders: orders.map(({ created_at, published_at, abandoned_at, ...row }) => ({
      ...row,
      published: published_at !== null,
      abandoned: abandoned_at !== null,
    })),
    revocations: revocations.map(({ request_id, listed, ...row }) => row),
    keys: keys.map(({ created_at, retired_at, ...row }) => row),
  });
}

/** Bytes as text, so that differences can be read. */
function readable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, one) => (one?.type === 'Buffer' ? Buffer.from(one.data).toString('hex') : one)),
  );
}
type State = Awaited<ReturnType<typeof stateOf>>;

const crlNumberOf = async (house: Copied) => (await (await house.issuance.open()).crl.state('issuing'))?.number ?? 0;

const ocsp = async (house: Copied, serial: string) => {
  const { authority, ocsp: answers } = await house.issuance.open();
  const certId = certIdOf(authority.issuing.certificate, BigInt(`0x${serial}`));
  const { bytes } = await answers.answer(buildOcspRequest({ certIds: [certId], nonce: undefined }));
  return parseOcspResponse(new Uint8Array(bytes)).responses[0]?.status.kind;
};

const database_ = async (name: string, from: string) => {
  names.push(name);
  return copyDatabase(from, name);
};

beforeAll(async () => {
  database = await freshDatabase();
  await database.db.destroy();
  const first = await openOn(database.url, dataDir);
  const old = [await issue(first), await issue(first), await issue(first)];
  await first.issuance.runDue();
  await first.close();
  backup = await database_(`yinxin_test_backup_${suffix}`, database.url);

  const house = await openOn(database.url, dataDir);
  await house.platform.deps.jobs.start();
  const issued: Issued[] = [...old];
  for (let i = 0; i < 20; i += 5) issued.push(...(await Promise.all(Array.from({ length: 5 }, () => issue(house)))));
  const at = (n: number) => {
    const one = issued[n];
    if (!one) throw new Error('not issued');
    return one;
  };
  const revoked: string[] = [];
  for (const n of [0, 3, 4, 5, 6]) revoked.push(...(await change(house, at(n), 'revoke')));
  const suspended = await change(house, at(1), 'suspend');
  await change(house, at(7), 'suspend');
  const resumed = await change(house, at(7), 'resume');
  // Given up and made again for the same application; and three that were interrupted.
  const { db } = house.platform.deps;
  const { who } = at(8);
  const given = await db.transaction().execute((tx) => house.issuance.abandonPair(tx, who.applicationId, 'superseded'));
  revoked.push(...given);
  issued[8] = await issue(house, who);
  await killed(house, 2);
  await killed(house, 6);
  await killed(house, 9);
  const { crl } = await house.issuance.open();
  await crl.publish('issuing');
  await crl.publish('issuing');
  lost = { issued, revoked, suspended, resumed, crlNumber: await crlNumberOf(house) };
  before = await stateOf(house);
  await house.close();
}, 120_000);

afterAll(async () => {
  await database?.drop();
  await dropDatabases(...names);
  removeFolder(folder);
});

/** The backup on a database of its own, with the journal that was kept. */
async function brought(name: string) {
  const url = await database_(`yinxin_test_${name}_${suffix}`, backup);
  const known = new Set(lost.issued.slice(0, 3).map(({ who }) => who.applicationId));
  return openOn(url, dataDir, (id) => known.has(id));
}

const restore = (house: Copied, file = journal, dryRun = false) =>
  house.room.restore(house.platform.deps, file, { dryRun });

describe('a database brought back from an older backup', () => {
  test('is not issued from until the journal has been given back', async () => {
    const house = await brought('ahead');
    try {
      await expect(house.issuance.open()).rejects.toMatchObject({ code: 'JOURNAL_AHEAD' });
    } finally {
      await house.close();
    }
  });

  test('gets every serial, certificate, key, status and CRL number back; once more changes nothing', async () => {
    const house = await brought('whole');
    try {
      const old = await stateOf(house);
      const would = await restore(house, journal, true);
      expect(await stateOf(house)).toEqual(old);
      const done = await restore(house);
      expect({ ...done, dryRun: true }).toEqual(would);
      expect(done).toMatchObject({ serials: 2 * 24, certificates: 2 * 22, keys: 24, torn: [], endsTorn: false });
      expect(done.statuses).toEqual({ revoke: lost.revoked.length, suspend: 2, resume: 2 });
      // What people must look after: orders whose application is in the lost part.
      expect(done.restoredOrders.every(({ applicationKnown }) => !applicationKnown)).toBe(true);
      expect(done.restoredOrders.filter(({ finished }) => !finished)).toHaveLength(2);
      expect(done.restoredOrders.map(({ applicationId }) => applicationId)).toEqual(
        expect.arrayContaining(lost.issued.slice(3).map(({ who }) => who.applicationId)),
      );
      expect(house.facts.map(({ action }) => action)).toEqual(['authority.restored']);

      // The certificate of the order killed after step 9 was in the journal's reach only if a later flush brought it there.
      const [is, was] = [await stateOf(house), published(before)];
      expect(is.certificates).toEqual(was.certificates);
      expect(is.orders).toEqual(was.orders);
      expect(is.revocations).toEqual(was.revocations);
      expect(is.keys).toEqual(was.keys);
      const again = await restore(house);
      expect(again).toMatchObject({ orders: [], serials: 0, certificates: 0, keys: 0, abandoned: 0, crlNumbers: [] });
      expect(again.statuses).toEqual({ revoke: 0, suspend: 0, resume: 0 });

      await house.issuance.runDue();
      const { crl } = await house.issuance.open();
      await crl.publish('issuing');
      expect(await crlNumberOf(house)).toBeGreaterThan(lost.crlNumber);
      for (const { who, key, pair } of lost.issued) {
        expect(await house.issuance.issuePair(who, 'M', key.request)).toEqual(pair);
        expect(openEnvelopedKey(pair.envelopedKey, key.privateKey).publicKey).toEqual(
          parseCertificate(pair.encrypt).publicKey,
        );
        for (const { serial } of pair.certificates) {
          const isOut = lost.revoked.includes(serial) || lost.suspended.includes(serial);
          expect(await ocsp(house, serial)).toBe(isOut ? 'revoked' : 'good');
        }
      }
      for (const serial of lost.resumed) expect(await ocsp(house, serial)).toBe('good');
      const fresh = await Promise.all(Array.from({ length: 5 }, () => issue(house)));
      const known = new Set(before.certificates.map(({ serial }) => serial));
      expect(fresh.flatMap(({ pair }) => pair.certificates).filter(({ serial }) => known.has(serial))).toEqual([]);
    } finally {
      await house.close();
    }
  });

  test('a restore killed in the middle changed nothing, and the next one does all of it', async () => {
    const kept = path.join(folder, 'kept.jsonl');
    await copyFile(journal, kept);
    const house = await brought('killed');
    try {
      const old = await stateOf(house);
      const program = path.join(import.meta.dirname, 'restore.fixture.ts');
      const child: ChildProcess = fork(program, [house.url, dataDir, kept], { execArgv: [] });
      await once(child, 'message');
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'yinxin' and pid <> pg_backend_pid()
          and state = 'idle in transaction'`.execute(house.platform.deps.db);
      expect(await stateOf(house)).toEqual(old);
      expect((await restore(house, kept)).serials).toBeGreaterThanOrEqual(2 * 24);
      const known = new Set((await stateOf(house)).certificates.map(({ serial }) => serial));
      expect(before.certificates.filter(({ serial }) => !known.has(serial))).toEqual([]);
    } finally {
      await house.close();
    }
  });
});

/** Certificates that reached the journal are published again. */
function published(state: State): State {
  const orders = new Set(state.orders.filter(({ step }) => step === 'signed').map(({ id }) => id));
  return {
    ...state,
    orders: state.orders.map((one) => (orders.has(one.id) ? { ...one, step: 'published', published: true } : one)),
    certificates: state.certificates.map((one) =>
      one.order_id !== null && orders.has(one.order_id) ? { ...one, published: true } : one,
    ),
  };
}

describe('a journal that cannot be trusted', () => {
  const refusal = async (name: string, file: string) => {
    const house = await brought(name);
    try {
      const old = await stateOf(house);
      const error: unknown = await restore(house, file).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(await stateOf(house)).toEqual(old);
      return error;
    } finally {
      await house.close();
    }
  };

  test('altered: the line is named and nothing is done', async () => {
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
    const file = path.join(folder, 'altered.jsonl');
    await writeFile(
      file,
      `${lines.map((line, i) => (i === 41 ? line.replace('"kind"', '"kind "') : line)).join('\n')}\n`,
    );
    expect(await refusal('altered', file)).toMatchObject({
      code: 'RESTORE_JOURNAL_BROKEN',
      message: expect.stringContaining('line 43'),
    });
    await writeFile(file, `${lines.toSpliced(20, 1).join('\n')}\n`);
    expect(await refusal('removed', file)).toMatchObject({ message: expect.stringContaining('line 21') });
  });

  test('of another authority', async () => {
    const other = await freshDatabase();
    await other.db.destroy();
    const elsewhere = path.join(folder, 'elsewhere');
    const house = await openOn(other.url, elsewhere);
    await issue(house);
    await house.close();
    const theirs = path.join(elsewhere, 'ca', 'journal.jsonl');
    expect(await refusal('foreign', theirs)).toMatchObject({ code: 'RESTORE_OTHER_AUTHORITY' });
    await other.drop();
  });

  test('that does not exist, or is the beginning of the one in place', async () => {
    expect(await refusal('absent', path.join(folder, 'absent'))).toMatchObject({ code: 'RESTORE_JOURNAL_EMPTY' });
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
    const file = path.join(folder, 'beginning.jsonl');
    await writeFile(file, `${lines.slice(0, 30).join('\n')}\n`);
    expect(await refusal('older', file)).toMatchObject({ code: 'RESTORE_JOURNAL_OLDER' });
  });

  test('cut off in the middle of its last line, it is taken without it, and that is said', async () => {
    const house = await brought('torn');
    const elsewhere = path.join(folder, 'torn');
    try {
      const text = await readFile(journal);
      const file = path.join(folder, 'torn.jsonl');
      await writeFile(file, text.subarray(0, text.length - 20));
      const { deps } = house.platform;
      const moved = { ...deps, config: { ...deps.config, dataDir: elsewhere } };
      const done = await house.room.restore(moved, file, { dryRun: true });
      expect(done).toMatchObject({ endsTorn: true, torn: [text.toString().trimEnd().split('\n').length] });
    } finally {
      await house.close();
    }
  });

  test('while a server is running, nothing is restored', async () => {
    const house = await brought('running');
    try {
      await house.platform.deps.jobs.start();
      await expect(restore(house)).rejects.toMatchObject({ code: 'RESTORE_SERVER_RUNNING' });
    } finally {
      await house.close();
    }
  });
});
