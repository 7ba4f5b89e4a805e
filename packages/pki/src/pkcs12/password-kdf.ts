import { createHash } from 'node:crypto';
import { concatBytes, sm3 } from '@yinxin/gm';
import type { DigestAlgorithm } from '../algorithms/digest.ts';
import { PkiError } from '../errors.ts';

/** What a derived value is for (RFC 7292 appendix B.3). */
export type Purpose = 'key' | 'iv' | 'mac';
const IDS: Readonly<Record<Purpose, number>> = { key: 1, iv: 2, mac: 3 };

const BLOCKS: Readonly<Record<DigestAlgorithm, number>> = { sm3: 64, sha1: 64, sha256: 64, sha384: 128, sha512: 128 };

/**
 * How much work one file may ask for, counted in PBKDF2 iterations over everything in it: a hostile file would be a way
 * to keep the processor busy.
 */
export class WorkBudget {
  private left: number;

  constructor(iterations = 10_000_000) {
    this.left = iterations;
  }

  /** Throws `PKCS12_TOO_COSTLY`. */
  spend(iterations: number): void {
    this.left -= iterations;
    if (iterations < 1 || this.left < 0)
      throw new PkiError('PKCS12_TOO_COSTLY', 'the file asks for too many iterations');
  }
}

// One round here is a call from script and costs about ten of PBKDF2, which runs inside the library.
const COST = 10;
const ROUNDS_AT_ONCE = 20_000;

/** BMPString with two zero bytes at the end, as the derivation of PKCS#12 wants a password (RFC 7292 appendix B.1). */
export function bmpPassword(password: string): Uint8Array {
  const out = new Uint8Array(2 * password.length + 2);
  for (let i = 0; i < password.length; i++) {
    const unit = password.charCodeAt(i);
    out[2 * i] = unit >> 8;
    out[2 * i + 1] = unit & 0xff;
  }
  return out;
}

const hash = (algorithm: DigestAlgorithm, data: Uint8Array): Uint8Array =>
  algorithm === 'sm3' ? sm3.digest(data) : createHash(algorithm).update(data).digest();

async function rounds(algorithm: DigestAlgorithm, data: Uint8Array, iterations: number): Promise<Uint8Array> {
  let value = data;
  for (let i = 0; i < iterations; i++) {
    value = hash(algorithm, value);
    if (i % ROUNDS_AT_ONCE === ROUNDS_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return value;
}

/** `data` repeated to fill whole blocks; nothing stays nothing. */
function filled(data: Uint8Array, block: number): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / block) * block);
  for (let i = 0; i < out.length; i++) out[i] = data[i % data.length] ?? 0;
  return out;
}

/** Adds `addend` + 1 to each block, as big-endian numbers of the block's width. */
function addToBlocks(blocks: Uint8Array, addend: Uint8Array): void {
  for (let start = 0; start < blocks.length; start += addend.length) {
    let carry = 1;
    for (let i = addend.length - 1; i >= 0; i--) {
      carry += (blocks[start + i] ?? 0) + (addend[i] ?? 0);
      blocks[start + i] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** Key derivation of PKCS#12 (RFC 7292 appendix B.2) with any hash. Throws `PKCS12_TOO_COSTLY`. */
export async function pkcs12Derive(
  algorithm: DigestAlgorithm,
  purpose: Purpose,
  password: string,
  salt: Uint8Array,
  iterations: number,
  length: number,
  budget: WorkBudget,
): Promise<Uint8Array> {
  const block = BLOCKS[algorithm];
  const diversifier = new Uint8Array(block).fill(IDS[purpose]);
  const secret = concatBytes(filled(salt, block), filled(bmpPassword(password), block));
  const out: Uint8Array[] = [];
  for (let done = 0; done < length; ) {
    budget.spend(iterations * COST);
    const part = await rounds(algorithm, concatBytes(diversifier, secret), iterations);
    out.push(part);
    done += part.length;
    addToBlocks(secret, filled(part, block).subarray(0, block));
  }
  secret.fill(0);
  return concatBytes(...out).slice(0, length);
}
