import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodePem, encodePem, openPrivateKeyInfo, PkiError, sealPrivateKeyInfo } from '@yinxin/pki';
import { KeyStoreError } from '../errors.ts';
import { isKeyFileName, KEY_FILE_LABEL, KEY_FILE_SUFFIX, writeNew } from './files.ts';

export interface Reseal {
  readonly folder: string;
  readonly passphrase: string;
  readonly ref: string;
  readonly newPassphrase: string;
  readonly label: string;
  readonly iterations?: number;
}

/** Writes a key file again under another passphrase and another name; the old file stays until it is removed. */
export async function resealKeyFile(given: Reseal): Promise<string> {
  const { folder, passphrase, ref, newPassphrase, label, iterations } = given;
  if (!isKeyFileName(ref)) throw new KeyStoreError('STORE_KEY_MISSING', 'not the name of a key file');
  const place = path.join(folder, ref);
  const text = await readFile(place, 'utf8').catch((error: unknown) => {
    throw new KeyStoreError('STORE_KEY_MISSING', place, error);
  });
  const info = await openPrivateKeyInfo(decodePem(KEY_FILE_LABEL, text), passphrase).catch((error: unknown) => {
    throw error instanceof PkiError ? new KeyStoreError('STORE_PIN_WRONG', place, error) : error;
  });
  try {
    const sealed = await sealPrivateKeyInfo(info, newPassphrase, iterations === undefined ? {} : { iterations });
    const made = `${label}-${randomBytes(6).toString('hex')}${KEY_FILE_SUFFIX}`;
    await writeNew(path.join(folder, made), encodePem(KEY_FILE_LABEL, sealed));
    return made;
  } finally {
    info.fill(0);
  }
}

/** Removes a key file that another has replaced. Harmless when repeated. */
export async function removeKeyFile(folder: string, ref: string): Promise<void> {
  if (isKeyFileName(ref)) await rm(path.join(folder, ref), { force: true });
}
