import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { verifySignature } from '@yinxin/pki';
import { afterAll, describe, expect, test } from 'vitest';
import { fileStore } from './store.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'yinxin-keystore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const options = { name: 'files', folder: path.join(folder, 'ca'), passphrase: 'a long passphrase', iterations: 1000 };
const tbs = Buffer.from('to be signed');

describe('keys in files', () => {
  test.each(['sm2', 'ecdsa-p256'] as const)(
    'a %s key is made, kept encrypted for its owner, and signs when opened',
    async (algorithm) => {
      const store = fileStore(options);
      const made = await store.generate({ algorithm, label: 'root ca' });
      const again = await fileStore(options).open(made.ref);
      expect(verifySignature(again.algorithm, made, tbs, await again.sign(tbs))).toBe(true);
      const file = path.join(options.folder, made.ref);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
      expect(await store.list()).toContainEqual({ ref: made.ref, label: 'root-ca' });
      await expect(fileStore({ ...options, passphrase: 'another one' }).open(made.ref)).rejects.toMatchObject({
        code: 'STORE_PIN_WRONG',
      });
    },
  );

  test.each([
    ['a file that is not there', 'none.key.pem', 'STORE_KEY_MISSING'],
    ['a way out of the folder', '../secret.key.pem', 'STORE_KEY_MISSING'],
    ['a damaged file', 'damaged.key.pem', 'STORE_KEY_UNREADABLE'],
  ])('%s is refused', async (_what, ref, code) => {
    const store = fileStore(options);
    await store.generate({ algorithm: 'sm2', label: 'x' });
    writeFileSync(path.join(options.folder, 'damaged.key.pem'), '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n');
    await expect(store.open(ref)).rejects.toMatchObject({ code });
  });
});
