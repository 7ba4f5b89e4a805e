import { describe, expect, it } from 'vitest';
import { agreeKey, engine, fromHex, identityDigest, sm3, toHex } from '../index.ts';
import { publicKeyOf } from './portable.ts';

// GM/T 0003.5 annex: both identities the default one, 128-bit key.
const A = {
  privateKey: fromHex('81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029'),
  ephemeralPrivateKey: fromHex('d4de15474db74d06491c440d305e012400990f3e390c7e87153c12db2ea60bb3'),
};
const B = {
  privateKey: fromHex('785129917d45a9ea5437a59356b82338eaaddA6ceb199088f14ae10defa229b5'),
  ephemeralPrivateKey: fromHex('7e07124814b309489125eaed101113164ebf0f3458c5bd88335c1f9d596243d6'),
};
const known = (side: typeof A) => ({
  publicKey: publicKeyOf(side.privateKey),
  ephemeralPublicKey: publicKeyOf(side.ephemeralPrivateKey),
});
const refused = (code: string) => expect.objectContaining({ code });

describe('key agreement', () => {
  it('gives the published key and confirmations on both sides', () => {
    expect(toHex(identityDigest(sm3, known(A).publicKey, fromHex('31323334353637383132333435363738')))).toBe(
      '3b85a57179e11e7e513aa622991f2ca74d1807a0bd4d4b38f90987a17ac245b1',
    );
    const a = agreeKey({ role: 'initiator', own: A, peer: known(B), length: 16 });
    const b = agreeKey({ role: 'responder', own: B, peer: known(A), length: 16 });
    expect([toHex(a.key), toHex(b.key)]).toEqual(Array(2).fill('6c89347354de2484c60b4ab1fde4c6e5'));
    expect(toHex(b.confirmation)).toBe('d3a0fe15dee185ceae907a6b595cc32a266ed7b3367e9983a896dc32fa20f8eb');
    expect(toHex(a.confirmation)).toBe('18c7894b3816df16cf07b05c5ec0bef5d655d58f779cc1b400a4f3884644db88');
    expect(() => a.confirm(b.confirmation)).not.toThrow();
    expect(() => b.confirm(a.confirmation)).not.toThrow();
  });

  it('is not confirmed by an echo, by an altered value, or when identities differ', () => {
    const a = agreeKey({ role: 'initiator', own: A, peer: known(B), length: 32 });
    const other = agreeKey({ role: 'responder', own: { ...B, id: fromHex('0102') }, peer: known(A), length: 32 });
    expect(toHex(other.key)).not.toBe(toHex(a.key));
    for (const wrong of [a.confirmation, other.confirmation, new Uint8Array(0)]) {
      expect(() => a.confirm(wrong)).toThrow(refused('SM2_EXCHANGE_UNCONFIRMED'));
    }
  });

  it('agrees with identities of its own and fresh keys of any engine, and on no other role', () => {
    const fresh = () => {
      const [long, short] = [engine().generateKeyPair(), engine().generateKeyPair()];
      const own = { privateKey: long.privateKey, ephemeralPrivateKey: short.privateKey };
      return { own, peer: { publicKey: long.publicKey, ephemeralPublicKey: short.publicKey } };
    };
    const [a, b] = [fresh(), fresh()];
    const ids = { a: fromHex('61'), b: fromHex('6262') };
    const ask = { own: { ...a.own, id: ids.a }, peer: { ...b.peer, id: ids.b }, length: 48 };
    const answer = { own: { ...b.own, id: ids.b }, peer: { ...a.peer, id: ids.a }, length: 48 };
    const key = toHex(agreeKey({ role: 'initiator', ...ask }).key);
    expect(toHex(agreeKey({ role: 'responder', ...answer }).key)).toBe(key);
    expect(toHex(agreeKey({ role: 'initiator', ...answer }).key)).not.toBe(key);
  });

  it('refuses points off the curve and keys out of range', () => {
    const peer = known(B);
    const off = peer.ephemeralPublicKey.slice();
    off[64] = (off[64] ?? 0) ^ 1;
    const ask = { role: 'initiator', own: A, peer, length: 16 } as const;
    expect(() => agreeKey({ ...ask, peer: { ...peer, ephemeralPublicKey: off } })).toThrow(
      refused('SM2_PUBLIC_KEY_INVALID'),
    );
    expect(() => agreeKey({ ...ask, peer: { ...peer, publicKey: Uint8Array.of(0) } })).toThrow(
      refused('SM2_PUBLIC_KEY_INVALID'),
    );
    expect(() => agreeKey({ ...ask, own: { ...A, ephemeralPrivateKey: new Uint8Array(32) } })).toThrow(
      refused('SM2_PRIVATE_KEY_INVALID'),
    );
  });

  it('refuses a peer whose points cancel out to infinity', () => {
    // With P = −x̄·R the sum P + x̄·R has no coordinates.
    const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
    const r = known(B).ephemeralPublicKey;
    const x = BigInt(`0x${toHex(r.subarray(1, 33))}`);
    const reduced = (1n << 127n) + (x & ((1n << 127n) - 1n));
    const d = n - ((reduced * BigInt(`0x${toHex(B.ephemeralPrivateKey)}`)) % n);
    const peer = { publicKey: publicKeyOf(fromHex(d.toString(16).padStart(64, '0'))), ephemeralPublicKey: r };
    expect(() => agreeKey({ role: 'initiator', own: A, peer, length: 16 })).toThrow(refused('SM2_EXCHANGE_FAILED'));
  });
});
