import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { engine, equalBytes, randomBytes, sm3, toHex } from '@yinxin/gm';
import { combine, split } from 'shamir-secret-sharing';
import { decodeShareText, encodeShareText } from './share-text.ts';

/**
 * m-of-n activation 多人启用 of a CA key: a secret (the passphrase of a key file, the PIN of a token) is split after
 * Shamir over GF(256), and each share is encrypted to a key that its operator makes from a passphrase. What is kept tells
 * neither the secret nor any passphrase.
 */

/** What is kept of an operator: no secret. */
export interface Enrolment {
  /** 16 bytes. */
  readonly salt: Uint8Array;
  /** SM2, 04‖X‖Y: shares are encrypted to it. */
  readonly publicKey: Uint8Array;
}

export class ShareError extends Error {
  readonly code: 'SHARE_UNREADABLE' | 'SHARE_PASSPHRASE' | 'SHARE_FOREIGN' | 'SHARES_TOO_FEW';
  constructor(code: ShareError['code'], message: string) {
    super(message);
    this.name = 'ShareError';
    this.code = code;
  }
}

/** One operator's share as dealt. */
export interface DealtShare {
  /** To be handed to the operator: text, encrypted under the operator's passphrase. */
  readonly text: string;
  /** SM3 of the share in hexadecimal: a wrong one is known before the others are asked for theirs. */
  readonly check: string;
}

const stretch = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
/** About 100 ms and 32 MiB for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** Makes an operator's key from a passphrase; the private half exists only while it is used. */
export async function enrol(passphrase: string): Promise<Enrolment> {
  const salt = randomBytes(16);
  const privateKey = await operatorKey(passphrase, salt);
  try {
    return { salt, publicKey: engine().publicKeyOf(privateKey) };
  } finally {
    privateKey.fill(0);
  }
}

async function operatorKey(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  // 128 bits more than the order, so that no key is likelier than another.
  const stretched = await stretch(passphrase.normalize('NFC'), salt, 48, COST);
  const scalar = (BigInt(`0x${stretched.toString('hex')}`) % (ORDER - 2n)) + 1n;
  stretched.fill(0);
  return new Uint8Array(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'));
}

/** Deals a secret to operators, any `threshold` of whom give it back; in the order of `operators`. */
export async function deal(
  secret: Uint8Array,
  threshold: number,
  operators: readonly Enrolment[],
): Promise<readonly DealtShare[]> {
  const shares = await split(new Uint8Array(secret), operators.length, threshold);
  return shares.map((share, index) => {
    const operator = operators[index];
    if (!operator) throw new RangeError('more shares than operators');
    const text = encodeShareText(engine().encrypt(operator.publicKey, share));
    const check = checkOf(share);
    share.fill(0);
    return { text, check };
  });
}

/**
 * Opens an operator's share. Throws SHARE_UNREADABLE (mistyped), SHARE_PASSPHRASE (another passphrase, or another
 * operator's share), SHARE_FOREIGN (a share of another ceremony).
 */
export async function openShare(
  text: string,
  passphrase: string,
  operator: Enrolment,
  check: string,
): Promise<Uint8Array> {
  const sealed = decodeShareText(text);
  if (!sealed) throw new ShareError('SHARE_UNREADABLE', 'the share is not complete or mistyped');
  const privateKey = await operatorKey(passphrase, operator.salt);
  let share: Uint8Array;
  try {
    const isOwn = equalBytes(engine().publicKeyOf(privateKey), operator.publicKey);
    if (!isOwn) throw new ShareError('SHARE_PASSPHRASE', 'the passphrase is another one');
    share = engine().decrypt(privateKey, sealed);
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError('SHARE_PASSPHRASE', 'the share is another operator’s or damaged');
  } finally {
    privateKey.fill(0);
  }
  if (checkOf(share) !== check) throw new ShareError('SHARE_FOREIGN', 'the share belongs to another ceremony');
  return share;
}

/** Gives the secret back. Fewer shares than the threshold give something else: count before. Overwrites the shares. */
export async function recombine(shares: readonly Uint8Array[]): Promise<Uint8Array> {
  if (shares.length < 2) throw new ShareError('SHARES_TOO_FEW', 'at least two shares are needed');
  const secret = await combine(shares.map((share) => new Uint8Array(share)));
  for (const share of shares) share.fill(0);
  return secret;
}

const checkOf = (share: Uint8Array): string => toHex(sm3.digest(share));
