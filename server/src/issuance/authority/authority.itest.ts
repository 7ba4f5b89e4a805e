import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { certificates } from '@yinxin/contract';
import { decodePem, loadKey, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initAuthority, SANDBOX_NAMES } from '../index.ts';
import { issuanceService } from '../service.ts';
import type { IssuanceTables } from '../tables.ts';
import { type House, openHouse, openssl } from '../testing/house.ts';
import { openAuthority } from './authority.ts';
import { namesOf } from './names.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.server.close());

const place = () => {
  const { db, config } = house.server.deps;
  return { db, folder: path.join(config.dataDir, 'ca'), passphrase: config.secrets.caPassphrase };
};

describe('the authority of the sandbox', () => {
  test('is a root and an issuing CA with names nobody takes for real', async () => {
    const answer = await house.server.browser().call(certificates.authority, {});
    const [root, issuing] = [answer.root.pem, answer.issuing.pem].map((pem) =>
      parseCertificate(decodePem('CERTIFICATE', pem)),
    );
    if (!root || !issuing) throw new Error('no CA');
    expect(root.subject.map(({ value }) => value).join()).toContain('沙箱');
    expect(issuing.issuerRaw).toEqual(root.subjectRaw);
    expect(verifyCertificateSignature(root, root.publicKey)).toBe(true);
    expect(verifyCertificateSignature(issuing, root.publicKey)).toBe(true);
    expect(issuing.extensions.basicConstraints).toEqual({ ca: true, pathLength: 0 });
    expect(answer.root.fingerprintSm3).toMatch(/^[0-9a-f]{64}$/);
    const verified = openssl(['verify', '-vfyopt', 'distid:1234567812345678', '-CAfile', 'root.pem', 'issuing.pem'], {
      'root.pem': answer.root.pem,
      'issuing.pem': answer.issuing.pem,
    });
    if (verified !== null) expect(verified).toMatch(/^0\n.*OK/s);
  });

  test('keys lie encrypted, readable by their owner only', async () => {
    const { folder, passphrase } = place();
    const keys = (await readdir(folder)).filter((name) => name.endsWith('.key.pem'));
    expect(keys.map((name) => name.split('-')[0]).toSorted()).toEqual(['issuing', 'root']);
    for (const name of keys) {
      const file = path.join(folder, name);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const bytes = decodePem('ENCRYPTED PRIVATE KEY', await readFile(file, 'utf8'));
      await expect(loadKey(bytes, 'another passphrase')).rejects.toMatchObject({ code: 'KEYFILE_PASSPHRASE' });
      await expect(loadKey(bytes, passphrase)).resolves.toHaveLength(32);
    }
  });

  test('is made once, however many processes start at once', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => initAuthority(house.server.deps, SANDBOX_NAMES)));
    expect(made).toEqual([false, false, false, false]);
  });

  test.each([
    [
      'a wrong passphrase',
      'AUTHORITY_KEY_UNREADABLE',
      async () => openAuthority({ ...place(), passphrase: 'x'.repeat(40) }),
    ],
    ['a missing folder', 'AUTHORITY_KEY_MISSING', async () => openAuthority({ ...place(), folder: '/nonexistent' })],
    [
      'key files exchanged',
      'AUTHORITY_KEY_MISMATCH',
      async () => {
        const { folder } = place();
        const [issuing = '', root = ''] = (await readdir(folder)).filter((name) => name.endsWith('.pem')).toSorted();
        const at = (name: string) => path.join(folder, name);
        await rename(at(issuing), at('kept'));
        await writeFile(at(issuing), await readFile(at(root)));
        try {
          return await openAuthority(place());
        } finally {
          await rename(at('kept'), at(issuing));
        }
      },
    ],
  ])('does not open with %s, and says %s and what to do', async (_what, code, open) => {
    await expect(open()).rejects.toMatchObject({ code, message: expect.stringMatching(/restore|copy|check/) });
  });
});

describe('a database without an authority', () => {
  test('production refuses to open and says what to do; four processes at once make one authority', async () => {
    const fresh = await openHouse();
    try {
      const tables = fresh.server.deps.db.withTables<IssuanceTables>();
      await tables.deleteFrom('crl').execute();
      await tables.deleteFrom('authority_certificate').execute();
      await tables.deleteFrom('authority').execute();
      const production = { ...fresh.server.deps, config: { ...fresh.server.deps.config, mode: 'production' as const } };
      const service = issuanceService(production, { ports: { audit: async () => {} } });
      await expect(service.open()).rejects.toMatchObject({
        code: 'AUTHORITY_MISSING',
        message: expect.stringContaining('npx yinxin authority init'),
      });
      const made = await Promise.all(
        Array.from({ length: 4 }, () =>
          initAuthority(fresh.server.deps, namesOf('示例电子认证服务有限公司', 'Example')),
        ),
      );
      expect(made.filter(Boolean)).toEqual([true]);
    } finally {
      await fresh.server.close();
    }
  });
});
