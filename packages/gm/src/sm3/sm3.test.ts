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
      }),
    );
  });
});
