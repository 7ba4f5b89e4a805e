import { createHmac, pbkdf2Sync } from 'node:crypto';
import { toHex } from '@yinxin/gm';
import { beforeAll, describe, expect, it } from 'vitest';
import { berToDer } from '../cms/ber.ts';
import { DerReader, der } from '../der/index.ts';
import { encodePem } from '../pem/pem.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { makeParty, type SelfMade } from '../testing/parties.ts';
import { tampered } from '../testing/vectors.ts';
import { buildPkcs12, openPkcs12 } from './index.ts';
import { pkcs12Derive, WorkBudget } from './password-kdf.ts';

const PASSWORD = '口令 pass-1';
const refused = (code: string) => expect.objectContaining({ code });
const QUICK = { iterations: 500 };

describe.each(['sm2', 'rsa', 'p-256'] as const)('a PKCS#12 file with a key of %s', (kind) => {
  let party: SelfMade;
  let ca: SelfMade;
  let file: Uint8Array;
  beforeAll(async () => {
    party = await makeParty(kind);
    ca = await makeParty('sm2');
    const entry = { privateKey: party.privateKey, certificate: party.certificate.raw, name: '示例科技' };
    file = await buildPkcs12([entry], [ca.certificate.raw], PASSWORD, QUICK);
  });

  it('opens again: key, certificate, name and chain', async () => {
    const { keys, certificates } = await openPkcs12(file, PASSWORD);
    expect(keys).toEqual([{ privateKey: party.privateKey, certificate: party.certificate.raw, name: '示例科技' }]);
    expect(certificates).toEqual([party.certificate.raw, ca.certificate.raw]);
  });

  it('does not open with another password, altered or cut short', async () => {
    await expect(openPkcs12(file, 'another')).rejects.toThrow(refused('PKCS12_PASSWORD'));
    await expect(openPkcs12(file, '')).rejects.toThrow(refused('PKCS12_PASSWORD'));
    await expect(openPkcs12(tampered(file, 300), PASSWORD)).rejects.toThrow(refused('PKCS12_PASSWORD'));
    await expect(openPkcs12(file.subarray(0, -1), PASSWORD)).rejects.toThrow(refused('DER_TRUNCATED'));
  });

  it('opens with HMAC-SM3 in the derivation as well, and in the other suite', async () => {
    const entry = { privateKey: party.privateKey, certificate: party.certificate.raw };
    for (const suite of ['sm', 'international'] as const) {
      for (const prf of ['sm3', 'sha256'] as const) {
        const other = await buildPkcs12([entry], [], PASSWORD, { ...QUICK, suite, prf });
        expect((await openPkcs12(other, PASSWORD)).keys).toMatchObject([{ privateKey: party.privateKey }]);
      }
    }
  });

  it.runIf(opensslVersion !== undefined && kind !== 'p-256')(
    'is opened by openssl, which makes one that opens here',
    async () => {
      const named = await openPkcs12(file, PASSWORD);
      const shown = openssl(['pkcs12', '-in', 'p12', '-passin', `pass:${PASSWORD}`, '-nodes', '-out', 'out'], {
        p12: file,
      });
      expect(shown.output).toBe('');
      const pem = new TextDecoder().decode(shown.out ?? new Uint8Array(0));
      expect(pem.replace(/\s/g, '')).toContain(
        Buffer.from(named.keys[0]?.privateKey ?? new Uint8Array(0)).toString('base64'),
      );
      const wrong = openssl(['pkcs12', '-in', 'p12', '-passin', 'pass:x', '-nodes', '-out', 'out'], { p12: file });
      expect(wrong.good).toBe(false);
      expect(
        openssl(['pkcs12', '-in', 'p12', '-passin', `pass:${PASSWORD}`, '-nodes', '-out', 'out'], {
          p12: tampered(file, 300),
        }).good,
      ).toBe(false);

      const files = {
        key: `-----BEGIN PRIVATE KEY-----\n${Buffer.from(party.privateKey).toString('base64')}\n-----END PRIVATE KEY-----\n`,
        cert: encodePem('CERTIFICATE', party.certificate.raw),
      };
      for (const extra of [
        [],
        ['-keypbe', 'SM4-CBC', '-certpbe', 'SM4-CBC', '-macalg', 'sm3'],
        ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
        ['-keypbe', 'AES-128-CBC', '-certpbe', 'NONE', '-macalg', 'sha512', '-iter', '1'],
      ]) {
        const made = openssl(
          [
            'pkcs12',
            '-export',
            '-inkey',
            'key',
            '-in',
            'cert',
            '-name',
            'n',
            '-passout',
            `pass:${PASSWORD}`,
            '-out',
            'out',
            ...extra,
          ],
          files,
        );
        expect(made.output).toBe('');
        const opened = await openPkcs12(made.out ?? new Uint8Array(0), PASSWORD);
        expect(opened.keys).toEqual([{ privateKey: party.privateKey, certificate: party.certificate.raw, name: 'n' }]);
      }
      const legacy = openssl(
        ['pkcs12', '-export', '-legacy', '-inkey', 'key', '-in', 'cert', '-passout', 'pass:abc', '-out', 'out'],
        files,
      );
      // RC2 is gone from the OpenSSL inside Node: said so, not taken for a wrong password.
      await expect(openPkcs12(legacy.out ?? new Uint8Array(0), 'abc')).rejects.toThrow(refused('PKCS12_UNSUPPORTED'));
    },
  );
});

describe('a PKCS#12 file', () => {
  it('that asks for too much work is refused before the work is done', async () => {
    const { privateKey, certificate } = await makeParty('p-256');
    const entry = { privateKey, certificate: certificate.raw };
    await expect(buildPkcs12([entry], [], PASSWORD, { iterations: 2_000_000 })).rejects.toThrow(
      refused('PKCS12_TOO_COSTLY'),
    );
    await expect(buildPkcs12([entry], [], PASSWORD, { iterations: 0 })).rejects.toThrow(refused('PKCS12_TOO_COSTLY'));
    const file = await buildPkcs12([entry], [], PASSWORD, QUICK);
    // The count at the end of the file becomes 2³¹−1.
    const body = file.subarray(file.indexOf(0x02, 1));
    const [version, authSafe, macData] = [...DerReader.over(der.sequence(body)).sequence().rest()];
    const [mac, salt] = [
      ...DerReader.over(macData?.raw ?? body)
        .sequence()
        .rest(),
    ];
    const parts = [version, authSafe].map((part) => part?.raw ?? body);
    const costly = der.sequence(mac?.raw ?? body, salt?.raw ?? body, der.integer(0x7fffffff));
    await expect(openPkcs12(der.sequence(...parts, costly), PASSWORD)).rejects.toThrow(refused('PKCS12_TOO_COSTLY'));
    await expect(openPkcs12(der.sequence(...parts), PASSWORD)).rejects.toThrow(refused('PKCS12_UNSUPPORTED'));

    // RFC 9579: the MAC by PBKDF2, made without the code under test.
    const content = DerReader.over(parts[1] ?? body).sequence();
    content.oid();
    const octets = content.context(0)?.octets() ?? body;
    const kdfSalt = new Uint8Array(16).fill(7);
    const tag = createHmac('sha256', pbkdf2Sync(PASSWORD, kdfSalt, 2048, 32, 'sha256'))
      .update(octets)
      .digest();
    const sha256 = der.sequence(der.oid('1.2.840.113549.2.9'), der.nullValue());
    const pbkdf2 = der.sequence(
      der.oid('1.2.840.113549.1.5.12'),
      der.sequence(der.octetString(kdfSalt), der.integer(2048), der.integer(32), sha256),
    );
    const pbmac1 = der.sequence(der.oid('1.2.840.113549.1.5.14'), der.sequence(pbkdf2, sha256));
    const stated = (value: Uint8Array) =>
      der.sequence(
        ...parts,
        der.sequence(der.sequence(pbmac1, der.octetString(value)), der.octetString(), der.integer(1)),
      );
    expect((await openPkcs12(stated(tag), PASSWORD)).keys).toMatchObject([{ privateKey }]);
    await expect(openPkcs12(stated(tampered(tag, 0)), PASSWORD)).rejects.toThrow(refused('PKCS12_PASSWORD'));
  });

  it('of twin certificates keeps each key with its own', async () => {
    const twins = [await makeParty('sm2'), await makeParty('sm2')];
    const entries = twins.map(({ privateKey, certificate }, i) => ({
      privateKey,
      certificate: certificate.raw,
      name: `${i}`,
    }));
    const { keys } = await openPkcs12(await buildPkcs12(entries, [], PASSWORD, QUICK), PASSWORD);
    expect(keys).toEqual(entries);
  });

  it('is not made empty or without a password', async () => {
    const { privateKey, certificate } = await makeParty('p-256');
    await expect(buildPkcs12([], [], PASSWORD)).rejects.toThrow(refused('PKCS12_MALFORMED'));
    await expect(buildPkcs12([{ privateKey, certificate: certificate.raw }], [], '')).rejects.toThrow(
      refused('PKCS12_PASSWORD'),
    );
  });

  it('written in BER opens', async () => {
    const { privateKey, certificate } = await makeParty('p-256');
    const file = await buildPkcs12([{ privateKey, certificate: certificate.raw }], [], PASSWORD, QUICK);
    const body = file.subarray(4);
    const ber = Uint8Array.of(0x30, 0x80, ...body, 0, 0);
    expect(berToDer(ber, 10_000)).toEqual(file);
    expect((await openPkcs12(ber, PASSWORD)).keys).toHaveLength(1);
  });
});

it('the derivation of PKCS#12 gives the published answers', async () => {
  // Vectors in common use since PKCS#12 v1.0 (SHA-1, password "smeg" and "queeg").
  const budget = new WorkBudget();
  const derive = async (
    purpose: 'key' | 'iv' | 'mac',
    password: string,
    salt: string,
    iterations: number,
    length: number,
  ) =>
    toHex(
      await pkcs12Derive('sha1', purpose, password, Buffer.from(salt, 'hex'), iterations, length, budget),
    ).toUpperCase();
  expect(await derive('key', 'smeg', '0A58CF64530D823F', 1, 24)).toBe(
    '8AAAE6297B6CB04642AB5B077851284EB7128F1A2A7FBCA3',
  );
  expect(await derive('iv', 'smeg', '0A58CF64530D823F', 1, 8)).toBe('79993DFE048D3B76');
  expect(await derive('mac', 'smeg', '3D83C0E4546AC140', 1, 20)).toBe('8D967D88F6CAA9D714800AB3D48051D63F73A312');
  expect(await derive('key', 'queeg', '05DEC959ACFF72F7', 1000, 24)).toBe(
    'ED2034E36328830FF09DF1E1A07DD357185DAC0D4F9EB3D4',
  );
  expect(await derive('iv', 'queeg', '05DEC959ACFF72F7', 1000, 8)).toBe('11DEDAD7758D4860');
});
