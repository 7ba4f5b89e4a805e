import { to32Bytes, toBigInt } from '../bytes.ts';

const REDUCTION = 0xe1n << 120n;

/** Multiplication by a fixed H: slow beside a table, but GCM here protects small records only. */
function multiplier(h: bigint): (x: bigint) => bigint {
  // powers[i] = H·x^i in GF(2^128) with GCM's reflected bit order.
  const powers: bigint[] = [];
  let v = h;
  for (let i = 0; i < 128; i++) {
    powers.push(v);
    v = v & 1n ? (v >> 1n) ^ REDUCTION : v >> 1n;
  }
  return (x) => {
    let z = 0n;
    for (let i = 0; i < 128; i++) z ^= (powers[i] ?? 0n) & -((x >> BigInt(127 - i)) & 1n);
    return z;
  };
}

/** GHASH of NIST SP 800-38D over aad and ciphertext, each padded to whole blocks, then their lengths in bits. */
export function ghash(hashKey: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const times = multiplier(toBigInt(hashKey));
  let y = 0n;
  for (const part of [aad, ciphertext]) {
    for (let i = 0; i < part.length; i += 16) {
      const block = new Uint8Array(16);
      block.set(part.subarray(i, i + 16));
      y = times(y ^ toBigInt(block));
    }
  }
  y = times(y ^ ((BigInt(aad.length * 8) << 64n) | BigInt(ciphertext.length * 8)));
  return to32Bytes(y).slice(16);
}
