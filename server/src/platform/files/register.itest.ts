import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealing } from '../crypto-at-rest/index.ts';
import { connect, type Database } from '../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { type FileStore, fileMigrations, fileRegister, fileStore, keepFiles, LOOSE_MS, sweepFiles } from './index.ts';

let dir: string;
let database: TestDatabase;
let db: Database;
let store: FileStore;
let now = Date.parse('2026-11-22T02:00:00Z');
const clock = { now: () => new Date(now) };

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-register-'));
  database = await createTestDatabase(fileMigrations);
  db = connect(database.url);
  store = fileStore(dir, sealing('k'.repeat(32)), fileRegister(db, clock));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const upload = async (text: string) => (await store.put(Readable.from([Buffer.from(text)]), { maxBytes: 1000 })).sha256;
const rows = async (sha256: string) =>
  (await sql`select 1 from stored_file where sha256 = ${sha256}`.execute(db)).rows.length;

test('an upload nobody attached goes after a day; what somebody refers to, and what we made ourselves, stays', async () => {
  const [loose, attached] = [await upload('given up'), await upload('attached')];
  const { sha256: made } = await store.putBytes(Buffer.from('made'));
  await keepFiles(db, clock, [attached]);
  now += LOOSE_MS - 1000;
  expect(await sweepFiles(db, clock, store)).toBe(0);
  now += 2000;
  expect(await sweepFiles(db, clock, store)).toBe(1);
  expect(await Promise.all([loose, attached, made].map((one) => store.has(one)))).toEqual([false, true, true]);
  expect(await rows(loose)).toBe(0);
});

test('the same content sent again after weeks begins a new day, and stays kept once it was', async () => {
  const again = await upload('again');
  now += LOOSE_MS - 1000;
  await upload('again');
  now += 2000;
  expect(await sweepFiles(db, clock, store)).toBe(0);
  await keepFiles(db, clock, [again]);
  now += LOOSE_MS * 30;
  await upload('again');
  now += LOOSE_MS * 2;
  await sweepFiles(db, clock, store);
  expect(await store.has(again)).toBe(true);
});

test('a file is not attached once it was swept', async () => {
  const late = await upload('late');
  now += LOOSE_MS + 1000;
  await sweepFiles(db, clock, store);
  await expect(keepFiles(db, clock, [late])).rejects.toMatchObject({ code: 'FILE_MISSING' });
});

test('a transaction that is rolled back keeps nothing', async () => {
  const refused = await upload('refused');
  const work = db.transaction().execute(async (tx) => {
    await keepFiles(tx, clock, [refused]);
    throw new Error('refused');
  });
  await expect(work).rejects.toThrow('refused');
  now += LOOSE_MS + 1000;
  expect(await sweepFiles(db, clock, store)).toBe(1);
});

test('the same content uploaded in the very moment it is swept is there afterwards', async () => {
  const sha256 = await upload('in that moment');
  now += LOOSE_MS + 1000;
  let reached = () => {};
  let goOn = () => {};
  const isRemoving = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const sweeping = sweepFiles(db, clock, {
    remove: async (one) => {
      reached();
      await gate;
      await store.remove(one);
    },
  });
  await isRemoving;
  // The row is held by the sweep: the upload waits before it puts the file in its place.
  const uploading = upload('in that moment');
  goOn();
  expect(await sweeping).toBe(1);
  expect(await uploading).toBe(sha256);
  expect(await store.has(sha256)).toBe(true);
  await keepFiles(db, clock, [sha256]);
});

test('sweeps and uploads at once, many times: whatever was attached is there', async () => {
  for (let round = 0; round < 15; round++) {
    const text = `round ${round}`;
    await upload(text);
    now += LOOSE_MS + 1000;
    const [sha256] = await Promise.all([upload(text), sweepFiles(db, clock, store), sweepFiles(db, clock, store)]);
    const isKept = await keepFiles(db, clock, [sha256]).then(
      () => true,
      () => false,
    );
    expect(isKept).toBe(true);
    expect(await store.has(sha256)).toBe(true);
  }
});

test('what a cut-off upload left behind goes too', async () => {
  const partial = path.join(dir, 'incoming', 'cut-off');
  fs.writeFileSync(partial, 'half');
  expect(await store.removePartial(LOOSE_MS)).toBe(0);
  const old = new Date(Date.now() - LOOSE_MS - 1000);
  fs.utimesSync(partial, old, old);
  expect(await store.removePartial(LOOSE_MS)).toBe(1);
  expect(fs.existsSync(partial)).toBe(false);
});
