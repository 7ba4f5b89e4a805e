import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { toBase64 } from '../base64.ts';
import type { AccessSlot, ScryptCost } from './record.ts';

/** 32 MiB and about a tenth of a second per guess on a desktop. */
export const DEFAULT_COST: ScryptCost = { n: 32_768, r: 8, p: 1 };

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM: nonce ‖ tag ‖ ciphertext. `about` binds the bytes to their place, so they cannot be moved. */
export function wrap(key: Uint8Array, secret: Uint8Array, about: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8'));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** Reverses `wrap`; null if the key or the place is not the one it was wrapped for. */
export function unwrap(key: Uint8Array, wrapped: string, about: string): Uint8Array | null {
  const bytes = Buffer.from(wrapped, 'base64');
  if (bytes.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
    .setAAD(Buffer.from(about, 'utf8'))
    .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A 32-byte key from the chip key alone: for what must work before any PIN exists. */
export const chipKeyFor = (chipKey: Uint8Array, about: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', chipKey, new Uint8Array(0), about, 32));

// scrypt slows guessing; the chip key makes a copied medium.json alone useless for guessing.
const derive = (secret: string, salt: Uint8Array, cost: ScryptCost, chipKey: Uint8Array, about: string) =>
  new Promise<Uint8Array>((resolve, reject) => {
    const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r };
    scrypt(secret.normalize('NFC'), salt, 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(new Uint8Array(hkdfSync('sha256', key, chipKey, about, 32)));
    });
  });

/** Wraps `masterKey` under a PIN or administrator key. */
export async function makeSlot(
  secret: string,
  masterKey: Uint8Array,
  cost: ScryptCost,
  chipKey: Uint8Array,
  about: string,
): Promise<AccessSlot> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost, chipKey, about);
  return { salt: toBase64(salt), cost, wrapped: wrap(key, masterKey, about) };
}

/** The master key, or null if the secret is wrong. */
export async function openSlot(
  slot: AccessSlot,
  secret: string,
  chipKey: Uint8Array,
  about: string,
): Promise<Uint8Array | null> {
  const key = await derive(secret, Buffer.from(slot.salt, 'base64'), slot.cost, chipKey, about);
  return unwrap(key, slot.wrapped, about);
}
