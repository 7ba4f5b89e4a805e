import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, portableSm3, sm3, toHex } from '../index.ts';

const text = (value: string) => new TextEncoder().encode(value);

describe.each([sm3, portableSm3])('SM3 ($name)', (hash) => {
  it.each([
    ['', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
    ['a', '623476ac18f65a2909e43c7fec61b49c7e764a91a18ccb82f1917a29c86c5e88'],
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('of "%s" is the published digest', (input, digest) => {
    expect(toHex(hash.digest(text(input)))).toBe(digest);
  });

  it('as HMAC gives the published answer', () => {
    const key = Uint8Array.from({ length: 37 }, (_, i) => i + 1);
    expect(toHex(hash.hmac(key, new Uint8Array(50).fill(0xcd)))).toBe(
      '220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae',
    );
  });

  it('as PBKDF2 gives the published answer and refuses counts that are none', () => {
    const [password, salt] = [text('password'), text('salt')];
    expect(toHex(hash.pbkdf2(password, salt, 2048, 32))).toBe(
      '41c42ba7414aa98a0dd85493e23fabdd5ab4e5e97c6747e895194967e9effa14',
    );
    expect(hash.pbkdf2(password, salt, 1, 0)).toHaveLength(0);
    for (const [iterations, length] of [
      [0, 32],
      [1.5, 32],
      [1, -1],
      [1, Number.NaN],
    ] as const) {
      const refused = expect.objectContaining({ code: 'SM3_PARAMETER' });
      expect(() => hash.pbkdf2(password, salt, iterations, length)).toThrow(refused);
    }
  });

  it('as KDF of the key agreement in GM/T 0003.5 gives the published key', () => {
    const xU = 'c558b44bee5301d9f52b44d939bb59584d75b9034dd6a9fc826872109a65739f';
    const yU = '3252b35b191d8ae01cd122c025204334c5eacf68a0cb4854c6a7d367ecad4de7';
    const zA = '3b85a57179e11e7e513aa622991f2ca74d1807a0bd4d4b38f90987a17ac245b1';
    const zB = '79c988d63229d97ef19fe02ca1056e01e6a7411ed24694aa8f834f4a4ab022f7';
    expect(toHex(hash.kdf(fromHex(xU + yU + zA + zB), 16))).toBe('6c89347354de2484c60b4ab1fde4c6e5');
  });

  it('as KDF makes long keys without holding many small ones', () => {
    expect(hash.kdf(fromHex('0102'), 100_000).at(-1)).toBeTypeOf('number');
    expect(() => hash.kdf(fromHex('0102'), -1)).toThrow(expect.objectContaining({ code: 'SM3_PARAMETER' }));
  });

  it('as KDF gives exactly the bytes asked for', () => {
    const z = fromHex('0102');
    expect(hash.kdf(z, 0)).toHaveLength(0);
    expect(toHex(hash.kdf(z, 32))).toBe(toHex(hash.digest(fromHex('010200000001'))));
    expect(toHex(hash.kdf(z, 33)).slice(0, 64)).toBe(toHex(hash.kdf(z, 32)));
  });
});

describe('SM3', () => {
  it('is the same from Node and portable, in one piece or many', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), fc.uint8Array(), (pieces, key) => {
        const whole = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        const running = portableSm3.create();
        for (const piece of pieces) running.update(piece);
        expect(toHex(running.digest())).toBe(toHex(sm3.digest(whole)));
        expect(toHex(portableSm3.hmac(key, whole))).toBe(toHex(sm3.hmac(key, whole)));
        expect(toHex(portableSm3.pbkdf2(key, whole, 3, 45))).toBe(toHex(sm3.pbkdf2(key, whole, 3, 45)));
      }),
    );
  });
});
