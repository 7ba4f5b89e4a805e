import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealing } from '../../platform/index.ts';

const PURPOSE = 'escrowed encryption keys';

/** An escrowed key that does not open: another storage key, or altered. Carries no key material. */
export class EscrowError extends Error {
  readonly code = 'ESCROW_BROKEN';
  constructor(reason: string) {
    super(`an escrowed key does not open: ${reason}`);
    this.name = 'EscrowError';
  }
}

/**
 * Encrypts a private key (32 bytes) under the storage key 存储密钥: AES-256-GCM, nonce ‖ tag ‖ ciphertext, the public key
 * authenticated with it, so that two escrowed keys cannot be exchanged.
 */
export function sealForStorage(
  sealing: Sealing,
  publicKey: Uint8Array,
  privateKey: Uint8Array,
): { readonly sealed: Buffer; readonly storageKeyId: string } {
  const key = sealing.derive(PURPOSE);
  try {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(publicKey);
    const body = Buffer.concat([cipher.update(privateKey), cipher.final()]);
    return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]), storageKeyId: sealing.keyId };
  } finally {
    key.fill(0);
  }
}

/** Opens what `sealForStorage` made; the caller overwrites the result after use. Throws EscrowError. */
export function openFromStorage(
  sealing: Sealing,
  row: { readonly public_key: Uint8Array; readonly sealed_private: Uint8Array; readonly storage_key_id: string },
): Uint8Array {
  const key = sealing.deriveAll(PURPOSE).get(row.storage_key_id);
  if (!key) throw new EscrowError(`storage key ${row.storage_key_id} is not configured`);
  const sealed = row.sealed_private;
  try {
    const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(row.public_key);
    opener.setAuthTag(sealed.subarray(12, 28));
    return new Uint8Array(Buffer.concat([opener.update(sealed.subarray(28)), opener.final()]));
  } catch {
    throw new EscrowError('altered, or of another key');
  } finally {
    key.fill(0);
  }
}
