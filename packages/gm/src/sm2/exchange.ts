import { concatBytes, equalBytes, toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { portableSm3 as sm3 } from '../sm3/portable-sm3.ts';
import { CURVE, DEFAULT_SIGNER_ID, encodePoint, type Point, privateScalar, publicPoint } from './curve.ts';
import { identityDigest } from './identity.ts';
import { publicKeyOf } from './portable.ts';

/**
 * SM2 key agreement (GB/T 32918.3-2016), on the portable arithmetic in every runtime: OpenSSL has no such operation, and
 * putting it together from its point functions would leave the secret scalars in JavaScript just the same.
 */

/** One side's own part: 32-byte private keys, long-term and of this agreement only. */
export interface ExchangeOwn {
  readonly privateKey: Uint8Array;
  readonly ephemeralPrivateKey: Uint8Array;
  /** `DEFAULT_SIGNER_ID` when left out. */
  readonly id?: Uint8Array;
}

/** What is known of the other side: 65-byte public keys. */
export interface ExchangePeer {
  readonly publicKey: Uint8Array;
  readonly ephemeralPublicKey: Uint8Array;
  readonly id?: Uint8Array;
}

export interface ExchangeQuestion {
  /** Who began: its identity is hashed first, on both sides. */
  readonly role: 'initiator' | 'responder';
  readonly own: ExchangeOwn;
  readonly peer: ExchangePeer;
  /** Bytes of key wanted. */
  readonly length: number;
}

export interface AgreedKey {
  readonly key: Uint8Array;
  /** The 32 bytes to send when confirmation is used: S_B of the responder, S_A of the initiator. */
  readonly confirmation: Uint8Array;
  /** Checks what the other side sent. Throws `SM2_EXCHANGE_UNCONFIRMED`: the key must not be used. */
  confirm(received: Uint8Array): void;
}

/** x̄ = 2^127 + (x mod 2^127), clause 6.1 A4 (w = 127 for this curve). */
const reduced = (publicKey: Uint8Array): bigint =>
  (1n << 127n) + (toBigInt(publicKey.subarray(1, 33)) & ((1n << 127n) - 1n));

/** U = [h·t](P + [x̄]R) with the cofactor h = 1; not the point at infinity. */
function sharedPoint(own: ExchangeOwn, ownEphemeral: Uint8Array, peer: ExchangePeer): Point {
  const d = privateScalar(own.privateKey);
  const r = privateScalar(own.ephemeralPrivateKey);
  const sum = publicPoint(peer.publicKey).add(
    publicPoint(peer.ephemeralPublicKey).multiplyUnsafe(reduced(peer.ephemeralPublicKey)),
  );
  const t = (d + reduced(ownEphemeral) * r) % CURVE.n;
  if (t === 0n || sum.is0()) throw new GmError('SM2_EXCHANGE_FAILED', 'these keys give no common point');
  return sum.multiply(t);
}

/**
 * Agrees on a key with the other side. Throws `SM2_PRIVATE_KEY_INVALID`, `SM2_PUBLIC_KEY_INVALID` (a point that is not
 * on the curve), `SM2_EXCHANGE_FAILED`.
 *
 * @example
 * const { key, confirmation, confirm } = agreeKey({ role: 'initiator', own, peer, length: 16 });
 * confirm(receivedFromPeer); // then send `confirmation`
 */
export function agreeKey({ role, own, peer, length }: ExchangeQuestion): AgreedKey {
  const ownKey = publicKeyOf(own.privateKey);
  const ownEphemeral = publicKeyOf(own.ephemeralPrivateKey);
  const shared = encodePoint(sharedPoint(own, ownEphemeral, peer));
  const [x, y] = [shared.subarray(1, 33), shared.subarray(33)];

  const mine = { z: identityDigest(sm3, ownKey, own.id ?? DEFAULT_SIGNER_ID), ephemeral: ownEphemeral };
  const theirs = {
    z: identityDigest(sm3, peer.publicKey, peer.id ?? DEFAULT_SIGNER_ID),
    ephemeral: peer.ephemeralPublicKey,
  };
  const [a, b] = role === 'initiator' ? [mine, theirs] : [theirs, mine];

  const inner = sm3.digest(concatBytes(x, a.z, b.z, a.ephemeral.subarray(1), b.ephemeral.subarray(1)));
  const confirmation = (tag: number): Uint8Array => sm3.digest(concatBytes(Uint8Array.of(tag), y, inner));
  const [fromResponder, fromInitiator] = [confirmation(2), confirmation(3)];
  const expected = role === 'initiator' ? fromResponder : fromInitiator;
  return {
    key: sm3.kdf(concatBytes(x, y, a.z, b.z), length),
    confirmation: role === 'initiator' ? fromInitiator : fromResponder,
    confirm(received) {
      if (!equalBytes(expected, received)) {
        throw new GmError('SM2_EXCHANGE_UNCONFIRMED', 'the other side holds another key');
      }
    },
  };
}
