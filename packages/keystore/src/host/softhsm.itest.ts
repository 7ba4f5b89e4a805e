import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  assembleCertificate,
  buildTbsCertificate,
  encodePem,
  issuerOf,
  nameOf,
  newSerial,
  PROFILES,
  parseCertificate,
} from '@yinxin/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOFTHSM, type SoftToken, softToken } from '../testing/softhsm.ts';
import type { StoreKey } from '../types.ts';
import { type HostedStore, hostedStore } from './hosted.ts';

const title = SOFTHSM ? 'SoftHSM2 in a process of its own' : 'SoftHSM2 is not on this machine: not tested';
const tbs = Buffer.from('to be signed');

describe.skipIf(!SOFTHSM)(title, () => {
  let token: SoftToken;
  let store: HostedStore;
  beforeAll(() => {
    token = softToken();
    store = hostedStore({ name: 'softhsm', settings: token.settings });
  });
  afterAll(async () => {
    await store.close();
    token.remove();
  });

  test('says what it is and can do', async () => {
    expect(await store.health()).toEqual({
      ready: true,
      description: expect.stringContaining('SoftHSM'),
      algorithms: ['ecdsa-p256', 'rsa-3072', 'rsa-4096'],
    });
  });

  test.each(['ecdsa-p256', 'rsa-3072'] as const)(
    'a %s root and issuing CA made inside are what openssl accepts',
    async (algorithm) => {
      const root = await store.generate({ algorithm, label: 'root' });
      const issuing = await store.generate({ algorithm, label: 'issuing' });
      const now = new Date(Math.floor(Date.now() / 1000) * 1000);
      const certify = async (subject: string, key: StoreKey, signer: StoreKey, parent?: Uint8Array) => {
        const bytes = buildTbsCertificate(PROFILES[parent ? 'issuing-ca' : 'root-ca'], {
          serial: newSerial(),
          issuer: parent ? issuerOf(parseCertificate(parent)) : 'self',
          subject: nameOf({ C: 'CN', O: 'Test', CN: subject }),
          publicKey: key.publicKey,
          keyAlgorithm: key.keyAlgorithm,
          notBefore: now,
          notAfter: new Date(now.getTime() + 86_400_000),
          algorithm: signer.algorithm,
        });
        return assembleCertificate(bytes, await signer.sign(bytes), signer.algorithm);
      };
      const rootCertificate = await certify('Test Root', root, root);
      const issued = await certify('Test Issuing', issuing, await store.open(root.ref), rootCertificate);
      const said = openssl(rootCertificate, issued);
      expect(said).toContain('OK');
      const broken = issued.slice();
      broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
      expect(openssl(rootCertificate, broken)).not.toContain('OK');
    },
  );

  test('killed in the middle of signing: who waited is told, and the next one signs', async () => {
    const key = await store.generate({ algorithm: 'rsa-4096', label: 'slow' });
    const waiting = Promise.allSettled(Array.from({ length: 20 }, () => key.sign(tbs)));
    process.kill(store.pid ?? 0, 'SIGKILL');
    const outcomes = await waiting;
    const failed = outcomes.filter((one) => one.status === 'rejected').map((one) => one.reason.code);
    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed)).toEqual(new Set(['STORE_UNREACHABLE']));
    await expect.poll(async () => (await store.health()).ready, { timeout: 10_000 }).toBe(true);
    expect(await key.sign(tbs)).toHaveLength(512);
  });

  test('a wrong PIN is told, and no later process tries it again', async () => {
    const wrong = hostedStore({ name: 'wrong', settings: { ...token.settings, pin: '000000' } });
    expect(await wrong.health()).toMatchObject({ ready: false, problem: 'STORE_PIN_WRONG' });
    process.kill(wrong.pid ?? 0, 'SIGKILL');
    await expect.poll(() => wrong.pid).toBeUndefined();
    expect(await wrong.health()).toMatchObject({ ready: false, problem: 'STORE_PIN_WRONG' });
    expect(wrong.pid).toBeUndefined();
    await wrong.close();
  });

  test.each([
    ['another token', { token: 'nobody' }, 'STORE_DEVICE_REMOVED'],
    ['no PIN', { pin: undefined }, 'STORE_LOCKED'],
    ['a module that is not there', { library: '/nonexistent.so' }, 'STORE_UNREACHABLE'],
  ])('%s is red and says why', async (_what, change, problem) => {
    const other = hostedStore({ name: 'other', settings: { ...token.settings, ...change } });
    expect(await other.health()).toMatchObject({ ready: false, problem });
    await other.close();
  });

  test('RSA with PSS', async () => {
    const other = hostedStore({ name: 'pss', settings: { ...token.settings, rsaPadding: 'pss' } });
    const key = await other.generate({ algorithm: 'rsa-3072', label: 'pss' });
    expect(key.algorithm).toBe('rsa-pss-sha256');
    expect(await key.sign(tbs)).toHaveLength(384);
    await other.close();
  });
});

function openssl(root: Uint8Array, issued: Uint8Array): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yinxin-openssl-'));
  try {
    for (const [name, bytes] of [
      ['root.pem', root],
      ['issued.pem', issued],
    ] as const)
      writeFileSync(path.join(folder, name), encodePem('CERTIFICATE', bytes));
    const run = spawnSync('openssl', ['verify', '-CAfile', 'root.pem', 'issued.pem'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 20_000,
    });
    return run.error ? 'OK (openssl is not on this machine)' : run.stdout + run.stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
