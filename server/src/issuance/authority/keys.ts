import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { engine } from '@yinxin/gm';
import { decodePem, encodePem, loadKey, PkiError, type SignatureAlgorithm, saveKey, sm2Signer } from '@yinxin/pki';
import { AuthorityError } from './errors.ts';
import type { SigningPermit } from './permit.ts';

/** A private key of the authority, closed: one permit, one signature. */
export interface AuthorityKey {
  readonly algorithm: SignatureAlgorithm;
  /** 04‖X‖Y. */
  readonly publicKey: Uint8Array;
  /** Spends the permit and signs its bytes; answers the signature value. Throws PermitError. */
  sign(permit: SigningPermit): Promise<Uint8Array>;
}

function closed(privateKey: Uint8Array): AuthorityKey {
  const signer = sm2Signer(privateKey);
  return {
    algorithm: signer.algorithm,
    publicKey: signer.publicKey,
    sign: async (permit) => signer.sign(permit.spend()),
  };
}

/**
 * Makes a key and writes it to `folder`, encrypted with the passphrase (PKCS#8, PBES2), mode 0600, synced to the disk.
 * The name is random, so that a file of an interrupted ceremony is never overwritten.
 */
export async function makeKeyFile(
  folder: string,
  role: string,
  passphrase: string,
  iterations: number | undefined,
): Promise<{ readonly file: string; readonly key: AuthorityKey }> {
  const { privateKey } = engine().generateKeyPair();
  const sealed = await saveKey(privateKey, passphrase, iterations === undefined ? {} : { iterations });
  const file = `${role}-${randomBytes(6).toString('hex')}.key.pem`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(path.join(folder, file), 'wx', 0o600);
  try {
    await handle.writeFile(encodePem('ENCRYPTED PRIVATE KEY', sealed));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { file, key: closed(privateKey) };
}

/** Opens a key file. Throws AuthorityError AUTHORITY_KEY_MISSING or AUTHORITY_KEY_UNREADABLE. */
export async function openKeyFile(folder: string, file: string, passphrase: string): Promise<AuthorityKey> {
  const place = path.join(folder, file);
  let text: string;
  try {
    text = await readFile(place, 'utf8');
  } catch (error) {
    throw new AuthorityError('AUTHORITY_KEY_MISSING', place, error);
  }
  try {
    return closed(await loadKey(decodePem('ENCRYPTED PRIVATE KEY', text), passphrase));
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw new AuthorityError('AUTHORITY_KEY_UNREADABLE', place, error);
  }
}
