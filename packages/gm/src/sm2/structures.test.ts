import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { to32Bytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import {
  concatBytes,
  decodeCipher,
  decodeSignature,
  encodeCipher,
  encodeSignature,
  engine,
  fromHex,
  toHex,
} from '../index.ts';
import { CURVE, Point, privateScalar, publicPoint } from './curve.ts';
import { encryptWith, signDigestWith } from './portable.ts';
import { isStrictSignature } from './structures.ts';

// Many cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const number = fc.bigInt({ min: 1n, max: CURVE.n - 1n });
const coordinate = fc.bigInt({ min: 0n, max: CURVE.p - 1n }).map(to32Bytes);
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

const refused = expect.objectContaining({ code: 'SM2_SIGNATURE_MALFORMED' });

describe('SM2Signature', () => {
  it('comes back as written, also as 64 bytes', () => {
    fc.assert(
      fc.property(number, number, (r, s) => {
        expect(decodeSignature(encodeSignature({ r, s }))).toEqual({ r, s });
        const raw = fromHex(r.toString(16).padStart(64, '0') + s.toString(16).padStart(64, '0'));
        // 64 bytes that happen to be a structure are read as one.
        if (raw[0] !== 0x30) expect(decodeSignature(raw)).toEqual({ r, s });
      }),
    );
  });

  it('is read without the leading zero of a large number, and written with it', () => {
    const large = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3';
    const short = decodeSignature(fromHex(`30440220${large}0220${large}`));
    expect(toHex(encodeSignature(short))).toBe(`3046022100${large}022100${large}`);
  });

  it('is told to be strict exactly when it reads strictly', () => {
    const isRead = (signature: Uint8Array): boolean => {
      try {
        decodeSignature(signature, 'strict');
        return true;
      } catch {
        return false;
      }
    };
    const n = CURVE.n;
    const edges = [0n, 1n, 0x7fn, 0x80n, 0xffn, n - 1n, n, n + 1n, 1n << 255n, (1n << 256n) - 1n, (1n << 248n) - 1n];
    for (const r of edges) {
      for (const s of edges) {
        const der = encodeSignature({ r, s });
        expect(isStrictSignature(der)).toBe(isRead(der));
        expect(isRead(der)).toBe(r >= 1n && r < n && s >= 1n && s < n);
      }
    }
    fc.assert(
      fc.property(number, number, fc.nat(71), fc.nat(255), fc.nat(80), (r, s, at, value, cut) => {
        const der = encodeSignature({ r, s });
        expect(isStrictSignature(der)).toBe(true);
        const changed = der.slice();
        changed[at % der.length] = value;
        for (const one of [changed, der.subarray(0, cut), concatBytes(der, Uint8Array.of(value))]) {
          expect(isStrictSignature(one)).toBe(isRead(one));
        }
      }),
    );
  });

  it('is read with numbers of fixed width when tolerant, and in DER only when strict', () => {
    const fixed = fromHex(`3044 0220${'00'.repeat(31)}05 0220${'00'.repeat(31)}06`);
    const wide = fromHex(`3046 022100${'00'.repeat(31)}05 022100${'00'.repeat(31)}06`);
    const raw = fromHex(`${'00'.repeat(31)}05${'00'.repeat(31)}06`);
    for (const odd of [fixed, wide, raw]) {
      expect(decodeSignature(odd)).toEqual({ r: 5n, s: 6n });
      expect(() => decodeSignature(odd, 'strict')).toThrow(refused);
    }
    expect(decodeSignature(fromHex('3006020105020106'), 'strict')).toEqual({ r: 5n, s: 6n });
  });

  it.each([
    ['r = 0', '3006020100020106', 2],
    ['s = n', `3026020105 022100${CURVE.n.toString(16)}`, 5],
    ['a superfluous zero', '300702020005020106', 2],
    ['a negative number in more bytes than the curve has', `3026022180${'00'.repeat(32)}020106`, 2],
    ['a length longer than needed', '308106020105020106', 1],
    ['a third number', '3009020105020106020107', 8],
    ['bytes after it', '300602010502010600', 8],
    ['an indefinite length', '30800201050201060000', 1],
  ])('with %s is refused at its byte', (_, hex, at) => {
    const where = expect.objectContaining({ code: 'SM2_SIGNATURE_MALFORMED', at });
    expect(() => decodeSignature(fromHex(hex))).toThrow(where);
  });

  it.each([
    '',
    '30',
    '300602010102010100',
    '30060201010201',
    '3080020101020101',
    '30060401010201',
    `3023022101${'00'.repeat(33)}`,
  ])('is refused as %s', (hex) => {
    expect(() => decodeSignature(fromHex(hex))).toThrow(refused);
  });
});

describe('SM2Cipher', () => {
  it('comes back as written', () => {
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        bytes32,
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        (x, y, hash, cipherText) => {
          expect(decodeCipher(encodeCipher({ x, y, hash, cipherText }))).toEqual({ x, y, hash, cipherText });
        },
      ),
    );
  });

  it('with coordinates not below p is refused where they are', () => {
    const p = CURVE.p.toString(16);
    const cipher = `304b 022100${p} 020101 0420${'11'.repeat(32)} 040122`;
    const where = (at: number) => expect.objectContaining({ code: 'SM2_CIPHER_MALFORMED', at });
    expect(() => decodeCipher(fromHex(cipher))).toThrow(where(2));
    expect(() => decodeCipher(fromHex(`3006 020101 020101`))).toThrow(where(8));
  });

  it('changed anywhere never opens to another plaintext, and every error is typed', () => {
    const { privateKey, publicKey } = engine().generateKeyPair();
    const plaintext = Uint8Array.of(1, 2, 3, 4, 5);
    const cipher = engine().encrypt(publicKey, plaintext);
    fc.assert(
      fc.property(
        fc.nat(cipher.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(cipher.length),
        (at, flip, cut) => {
          const changed = cipher.slice();
          changed[at] = (changed[at] ?? 0) ^ flip;
          for (const input of [changed, cipher.subarray(0, cut), concatBytes(cipher, Uint8Array.of(flip))]) {
            try {
              expect(engine().decrypt(privateKey, input)).toEqual(plaintext);
            } catch (error) {
              expect(error).toBeInstanceOf(GmError);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the published examples of GM/T 0003.5, with their nonce', () => {
  const d = privateScalar(fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'));
  const k = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n;

  it('give the published signature', () => {
    const e = 0xf0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640n;
    const signature = signDigestWith(d, e, k);
    expect(signature && toHex(signature)).toBe(
      '3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
        '022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    );
  });

  it('give the published ciphertext', () => {
    const message = new TextEncoder().encode('encryption standard');
    const cipher = encryptWith(Point.BASE.multiply(d), message, k);
    expect(cipher && toHex(cipher)).toBe(
      '307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73' +
        '022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0' +
        '042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766' +
        '041321886ca989ca9c7d58087307ca93092d651efa',
    );
  });

  it('refuse coordinates that are right only modulo p', () => {
    // p is below 2^256 by about 2^224: a small x can be written a second time as x + p.
    let x = 1n;
    const square = (value: bigint): bigint => Point.Fp.sqrt((value ** 3n + CURVE.a * value + CURVE.b) % CURVE.p);
    const isOnCurve = (value: bigint): boolean => {
      try {
        square(value);
        return true;
      } catch {
        return false;
      }
    };
    while (!isOnCurve(x)) x++;
    const point = (value: bigint) =>
      `04${value.toString(16).padStart(64, '0')}${square(x).toString(16).padStart(64, '0')}`;
    expect(() => publicPoint(fromHex(point(x)))).not.toThrow();
    expect(() => publicPoint(fromHex(point(x + CURVE.p)))).toThrow(
      expect.objectContaining({ code: 'SM2_PUBLIC_KEY_INVALID' }),
    );
  });
});
