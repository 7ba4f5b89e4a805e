import { DEFAULT_SIGNER_ID, messageDigest, sm3 } from '@yinxin/gm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningDigest } from '../algorithms/running-digest.ts';
import { DerReader, der } from '../der/index.ts';
import { encodePem } from '../pem/pem.ts';
import { enrol, makeAuthority, makeInternational, NOW, STATUS_ADDRESSES } from '../testing/authority.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered } from '../testing/vectors.ts';
import { issuerOf } from '../x509/parse.ts';
import { PROFILES } from '../x509/profile.ts';
import { assembleCrl, buildCrl, buildTbsCrl, type CrlHead } from './build.ts';
import { encodeRevokedEntry, readRevokedEntry } from './entry.ts';
import { type Crl, parseCrl } from './parse.ts';
import { isPlainEntry, plainEntry } from './plain-entry.ts';
import type { RevokedEntry } from './reason.ts';
import { crlStatus } from './status.ts';
import { verifyCrl } from './verify.ts';
import { crlAround, crlWriter } from './writer.ts';

const { issuing, root } = await makeAuthority();
const issuer = issuing.certificate;
const nextUpdate = new Date(NOW.getTime() + 86_400_000);
const head = { issuer: issuerOf(issuer), thisUpdate: NOW, nextUpdate };
const refused = (code: string) => expect.objectContaining({ code });

const POINT = 'http://ca.example.cn/crl/3.crl';
const inShard = await enrol(PROFILES['organisation-signing'], issuing, {
  ...STATUS_ADDRESSES,
  crlUrls: ['http://ca.example.cn/crl/{shard}.crl'],
  crlShard: 3,
});
const { certificate } = inShard;
const entry = (reason: RevokedEntry['reason'], serial = certificate.serial): RevokedEntry => ({
  serial,
  revokedAt: NOW,
  reason,
});
const list = async (over: Partial<CrlHead> & { number: bigint }, ...entries: RevokedEntry[]): Promise<Crl> =>
  parseCrl(await buildCrl({ ...head, ...over, entries }, issuing.signer));
const status = (...crls: Crl[]) => {
  const found = crlStatus(certificate, { issuer, at: NOW, crls });
  return found.kind === 'revoked' ? found.entry.reason : found.kind === 'unknown' ? found.refusal : found.kind;
};

describe('delta lists', () => {
  it('bring the full list up to date, in any order', async () => {
    const full = await list({ number: 5n });
    const delta = await list({ number: 6n, deltaBase: 5n }, entry('keyCompromise'));
    expect(delta).toMatchObject({ deltaBase: 5n, number: 6n, scope: undefined });
    expect(status(full)).toBe('good');
    expect(status(full, delta)).toBe('keyCompromise');
    expect(status(delta, full)).toBe('keyCompromise');
  });

  it('take a suspended certificate off again, and the newest one counts', async () => {
    const full = await list({ number: 5n }, entry('certificateHold'));
    const off = await list({ number: 7n, deltaBase: 5n }, entry('removeFromCRL'));
    const on = await list({ number: 8n, deltaBase: 4n }, entry('certificateHold'));
    expect(status(full)).toBe('certificateHold');
    expect(status(full, off)).toBe('good');
    expect(status(full, on, off)).toBe('certificateHold');
  });

  it('do not answer alone, nor for a list they do not continue', async () => {
    const revoked = entry('keyCompromise');
    const delta = await list({ number: 9n, deltaBase: 8n }, revoked);
    expect(status(delta)).toBe('NO_LIST');
    expect(verifyCrl(delta, { issuer, at: NOW })).toEqual({ good: false, refusal: 'PARTIAL' });
    expect(status(await list({ number: 7n }), delta)).toBe('good');
    expect(status(await list({ number: 9n }), delta)).toBe('good');
    const otherScope = await list({ number: 9n, deltaBase: 8n, scope: { urls: [POINT] } }, revoked);
    expect(status(await list({ number: 8n }), otherScope)).toBe('good');
    const stale = { ...delta, nextUpdate: new Date(NOW.getTime() - 1) };
    expect(status(await list({ number: 8n }), stale)).toBe('good');
    expect(status(await list({ number: 8n }), { ...delta, tbs: tampered(delta.tbs, -1) })).toBe('good');
  });

  it('are not written against their own rules', () => {
    const entries = [entry('removeFromCRL')];
    expect(() => buildTbsCrl({ ...head, number: 5n, entries })).toThrow(refused('CRL_DELTA'));
    expect(() => buildTbsCrl({ ...head, number: 5n, deltaBase: 5n, entries: [] })).toThrow(refused('CRL_DELTA'));
    const freshestCrlUrls = ['http://ca.example.cn/d.crl'];
    expect(() => buildTbsCrl({ ...head, number: 5n, deltaBase: 4n, freshestCrlUrls, entries })).toThrow(
      refused('CRL_DELTA'),
    );
  });
});

describe('shards', () => {
  it('answer for the certificates that name them, and for no others', async () => {
    const own = await list({ number: 5n, scope: { urls: [POINT], only: 'user' } }, entry('superseded'));
    const other = await list({ number: 5n, scope: { urls: ['http://ca.example.cn/crl/4.crl'] } });
    expect(own.scope).toMatchObject({ names: [{ kind: 'uri', value: POINT }], only: 'user' });
    expect(status(own, other)).toBe('superseded');
    expect(status(other)).toBe('ANOTHER_SCOPE');
    expect(verifyCrl(own, { issuer, at: NOW })).toEqual({ good: false, refusal: 'PARTIAL' });
    expect(verifyCrl(own, { issuer, at: NOW, certificate })).toEqual({ good: true });
    expect(verifyCrl(other, { issuer, at: NOW, certificate })).toEqual({ good: false, refusal: 'ANOTHER_SCOPE' });
  });

  it('of CAs only, of some reasons, or of other issuers say nothing about a subscriber', async () => {
    const ca = await list({ number: 5n, scope: { only: 'ca' } });
    expect(status(ca)).toBe('ANOTHER_SCOPE');
    const scope = { names: [], only: undefined, someReasons: false, indirect: false };
    const full = await list({ number: 5n });
    expect(status({ ...full, scope: { ...scope, someReasons: true } })).toBe('ANOTHER_SCOPE');
    expect(status({ ...full, scope: { ...scope, indirect: true } })).toBe('ANOTHER_SCOPE');
    expect(status({ ...full, scope: { ...scope, only: 'attribute' } })).toBe('ANOTHER_SCOPE');
    expect(status({ ...full, scope })).toBe('good');
  });

  it('have delta lists of their own', async () => {
    const scope = { urls: [POINT] };
    const delta = await list({ number: 6n, deltaBase: 5n, scope }, entry('superseded'));
    const freshestCrlUrls = ['http://ca.example.cn/crl/3-delta.crl'];
    const full = await list({ number: 5n, scope, freshestCrlUrls });
    expect(full.freshestCrlUrls).toEqual(freshestCrlUrls);
    expect(status(full, delta)).toBe('superseded');
  });
});

describe('one entry', () => {
  const tools = { serial: fc.bigInt({ min: 1n, max: 1n << 159n }), seconds: fc.integer({ min: 0, max: 0xffff_ffff }) };

  it('comes back as it was written, found by its serial and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(tools.serial, { minLength: 1, maxLength: 40 }),
        tools.seconds,
        async (serials, s) => {
          const invalidityDate = new Date(Math.floor(s / 2) * 1000);
          const entries = serials.map(
            (serial, i): RevokedEntry => ({
              serial,
              revokedAt: new Date(s * 1000),
              reason: i % 3 === 0 ? 'keyCompromise' : 'unspecified',
              ...(i % 2 === 0 && { invalidityDate }),
            }),
          );
          const crl = parseCrl(assembleCrl(buildTbsCrl({ ...head, number: 1n, entries }), new Uint8Array(70)));
          expect([...crl.entries.values()]).toEqual(entries);
          for (const one of entries) expect(crl.entries.get(one.serial)).toEqual(one);
          expect(crl.entries.has(1n << 160n)).toBe(false);
          expect(crl.entries.get(-(serials[0] ?? 1n))).toBeUndefined();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is written the same by the quick way and the general one', () => {
    const serial = fc.oneof(tools.serial, fc.bigInt({ min: -300n, max: 1n << 300n }));
    const seconds = fc.integer({ min: -800_000_000, max: 3_000_000_000 });
    const extensions = Uint8Array.of(0x30, 0x00);
    fc.assert(
      fc.property(serial, seconds, (number, s) => {
        const date = new Date(s * 1000);
        const quick = plainEntry(number, date, extensions);
        if (quick !== undefined) expect(quick).toEqual(der.sequence(der.integer(number), der.time(date), extensions));
        const inRange = number > 0n && number < 1n << 255n && s >= -631_152_000 && s < 2_524_608_000;
        expect(quick !== undefined).toBe(inRange);
      }),
    );
    const never = { serial: 1n, revokedAt: new Date(Number.NaN), reason: 'superseded' as const };
    expect(() => encodeRevokedEntry(never)).toThrow(refused('TIME_INVALID'));
  });

  it('is read the same by the quick way and the general one, or refused by both', () => {
    const good = encodeRevokedEntry(entry('keyCompromise'));
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(change, ([at, value]) => {
        const bytes = good.slice();
        bytes[at] = value;
        if (isPlainEntry(bytes, 0) === bytes.length) {
          const read = readRevokedEntry(DerReader.over(bytes));
          expect(encodeRevokedEntry(read).length).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(isPlainEntry(good, 0)).toBe(good.length);
    expect(isPlainEntry(good.subarray(0, -1), 0)).toBe(0);
  });

  it.each([
    ['30 February', '240230000000Z'],
    ['29 February 2023', '230229000000Z'],
    ['month 13', '241301000000Z'],
    ['hour 24', '240101240000Z'],
    ['minute 60', '240101006000Z'],
    ['no Z', '240101000000z'],
    ['letters', '24010100000aZ'],
  ])('with the time %s is refused', (_, time) => {
    const bytes = encodeRevokedEntry(entry('superseded'));
    const at = bytes.findIndex((byte, i) => byte === 0x17 && bytes[i + 1] === 13 && bytes[i + 14] === 0x5a);
    const wrong = bytes.slice();
    wrong.set(new TextEncoder().encode(time), at + 2);
    expect(isPlainEntry(wrong, 0)).toBe(0);
    expect(() => readRevokedEntry(DerReader.over(wrong))).toThrow(refused('TIME_INVALID'));
    const crl = assembleCrl(buildTbsCrl({ ...head, number: 1n, entries: [entry('superseded')] }), new Uint8Array(70));
    const offset = Buffer.from(crl).indexOf(Buffer.from(bytes));
    crl.set(wrong, offset);
    expect(() => parseCrl(crl)).toThrow(refused('TIME_INVALID'));
  });
});

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

describe('a list written in chunks', () => {
  const entries = Array.from({ length: 9_000 }, (_, i) => entry('superseded', (1n << 120n) + BigInt(i)));
  const encoded = entries.map(encodeRevokedEntry);
  const length = encoded.reduce((sum, bytes) => sum + bytes.length, 0);
  const data: CrlHead = { ...head, number: 3n };
  async function* later() {
    yield* encoded;
  }
  const join = async (chunks: AsyncIterable<Uint8Array>) => new Uint8Array(Buffer.concat(await collect(chunks)));

  it('is the same as one written at once, from data or bytes, waited for or there, its length known or not', async () => {
    const whole = buildTbsCrl({ ...data, entries });
    for (const source of [entries, encoded, [Buffer.concat(encoded)], later()]) {
      expect(Buffer.compare(await join(crlWriter(data, source)), whole)).toBe(0);
    }
    expect(Buffer.compare(await join(crlWriter(data, later(), length)), whole)).toBe(0);
    expect(Buffer.compare(await join(crlWriter(data, [], 0)), buildTbsCrl({ ...data, entries: [] }))).toBe(0);
    const sizes = (await collect(crlWriter(data, encoded, length))).map((chunk) => chunk.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256 << 10);
    expect(sizes.length).toBeGreaterThan(3);
  });

  it('is refused when its length was announced wrongly', async () => {
    await expect(join(crlWriter(data, encoded, length + 1))).rejects.toThrow(refused('CRL_LENGTH'));
    await expect(join(crlWriter(data, encoded, 0))).rejects.toThrow(refused('CRL_LENGTH'));
  });

  it('is finished around the bytes that were signed', async () => {
    const tbs = buildTbsCrl({ ...data, entries });
    const signature = await issuing.signer.sign(tbs);
    const { before, after } = crlAround(tbs.length, 'sm2-sm3', signature);
    const raw = new Uint8Array(Buffer.concat([before, tbs, after]));
    expect(Buffer.compare(raw, assembleCrl(tbs, signature))).toBe(0);
    expect(verifyCrl(parseCrl(raw), { issuer, at: NOW })).toEqual({ good: true });
  });

  it('has the hash a hardware key signs', async () => {
    const tbs = buildTbsCrl({ ...data, entries });
    const key = root.signer;
    expect(await runningDigest('sm2-sm3', key, crlWriter(data, encoded))).toEqual(
      messageDigest(sm3, key.publicKey, tbs, DEFAULT_SIGNER_ID),
    );
    await expect(runningDigest('ml-dsa-65', key, [])).rejects.toThrow(refused('ALGORITHM_UNSUPPORTED'));
  });
});

describe.runIf(opensslVersion).each(['rsa', 'p-256', 'p-384'] as const)('openssl, with %s', (kind) => {
  it('believes full, delta and sharded lists, and not their tampered twins', async () => {
    const house = await makeInternational(kind);
    const ca = house.issuing.certificate;
    const leaf = await enrol(PROFILES[kind === 'rsa' ? 'organisation-rsa' : 'organisation-ecdsa'], house.issuing, {
      keyAlgorithm: kind,
      crlUrls: [POINT],
      freshestCrlUrls: ['http://ca.example.cn/crl/3-delta.crl'],
    });
    const make = (by: typeof house.issuing, over: Partial<CrlHead> & { number: bigint }, ...entries: RevokedEntry[]) =>
      buildCrl({ ...head, issuer: issuerOf(by.certificate), ...over, entries }, by.signer);
    const pem = (bytes: Uint8Array) => encodePem('X509 CRL', bytes);
    const verify = (lists: readonly Uint8Array[], ...flags: string[]) => {
      const time = String(NOW.getTime() / 1000 + 60);
      return openssl(
        ['verify', '-x509_strict', '-attime', time, '-partial_chain', '-CAfile', 'ca', '-crl_check', ...flags]
          .concat(lists.flatMap((_, i) => ['-CRLfile', `crl${i}`]))
          .concat('leaf'),
        {
          ca: encodePem('CERTIFICATE', ca.raw),
          leaf: encodePem('CERTIFICATE', leaf.certificate.raw),
          ...Object.fromEntries(lists.map((bytes, i) => [`crl${i}`, pem(bytes)])),
        },
      ).output;
    };
    const revoked = entry('keyCompromise', leaf.certificate.serial);
    const empty = await make(house.issuing, { number: 1n });
    expect(verify([empty])).toMatch(/leaf: OK/);
    expect(verify([tampered(empty, -1)])).not.toMatch(/OK/);
    expect(verify([await make(house.issuing, { number: 1n }, revoked)])).toMatch(/revoked/);
    const scope = { urls: [POINT], only: 'user' as const };
    const shard = await make(house.issuing, { number: 1n, scope });
    expect(verify([shard], '-extended_crl')).toMatch(/leaf: OK/);
    expect(verify([await make(house.issuing, { number: 1n, scope: { only: 'ca' } })], '-extended_crl')).not.toMatch(
      /OK/,
    );
    const delta = await make(house.issuing, { number: 2n, deltaBase: 1n, scope }, revoked);
    expect(verify([shard, delta], '-extended_crl', '-use_deltas')).toMatch(/revoked/);
  });
});
