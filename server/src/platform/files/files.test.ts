import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealing } from '../crypto-at-rest/index.ts';
import { type FileStore, fileStore } from './index.ts';

let dir: string;
let store: FileStore;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-files-'));
  store = fileStore(dir, sealing('k'.repeat(32)));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const pdf = Buffer.from('%PDF-1.7\n张三 360100199001011234\n');
const put = (content: Buffer, maxBytes = 1000, types?: string[]) =>
  store.put(Readable.from([content]), types ? { maxBytes, types } : { maxBytes });
const onDisk = () => fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

test('a file is kept once under the hash of its content, unreadable on disk', async () => {
  const first = await put(pdf);
  const second = await put(pdf);
  expect(second).toEqual(first);
  expect(first).toMatchObject({ size: pdf.length, type: 'application/pdf' });
  expect(await store.read(first.sha256)).toEqual(pdf);
  const files = onDisk();
  expect(files).toHaveLength(1);
  const raw = fs.readFileSync(path.join(files[0]?.parentPath ?? '', files[0]?.name ?? ''));
  expect(raw.includes('PDF')).toBe(false);
  expect(raw.includes('360100199001011234')).toBe(false);
});

test.each([
  ['too large', () => put(pdf, 10), 'BODY_TOO_LARGE'],
  ['empty', () => put(Buffer.alloc(0)), 'FILE_EMPTY'],
  ['of another type than allowed', () => put(Buffer.from('<script>'), 1000, ['application/pdf']), 'FILE_TYPE_REFUSED'],
])('a file that is %s is refused and leaves nothing behind', async (_what, attempt, code) => {
  await expect(attempt()).rejects.toMatchObject({ code });
  expect(onDisk()).toHaveLength(0);
});

test('an upload cut off in the middle leaves nothing behind', async () => {
  const broken = Readable.from(
    (async function* () {
      yield pdf;
      throw new Error('connection lost');
    })(),
  );
  await expect(store.put(broken, { maxBytes: 1000 })).rejects.toThrow('connection lost');
  expect(onDisk()).toHaveLength(0);
});

test('a file altered on disk is not handed out; a name that is no hash finds nothing', async () => {
  const { sha256 } = await put(pdf);
  const [entry] = onDisk();
  const file = path.join(entry?.parentPath ?? '', entry?.name ?? '');
  const raw = fs.readFileSync(file);
  raw[25] = (raw[25] ?? 0) ^ 1;
  fs.writeFileSync(file, raw);
  await expect(store.read(sha256)).rejects.toThrow();
  await expect(store.read('../../etc/passwd')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await store.has('0'.repeat(64))).toBe(false);
});
