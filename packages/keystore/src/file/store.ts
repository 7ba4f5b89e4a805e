import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  decodePem,
  encodePem,
  generatePrivateKey,
  type KeyAlgorithm,
  memorySigner,
  openPrivateKeyInfo,
  PkiError,
  sealPrivateKeyInfo,
} from '@yinxin/pki';
import { KeyStoreError } from '../errors.ts';
import { type KeyStore, STORE_ALGORITHMS, type StoreAlgorithm, type StoreKey } from '../types.ts';
import { isKeyFileName, KEY_FILE_LABEL, KEY_FILE_SUFFIX, writeNew } from './files.ts';

export interface FileStoreOptions {
  readonly name: string;
  /** Folder of the encrypted keys; made with mode 0700 when the first key is. */
  readonly folder: string;
  readonly passphrase: string;
  /** PBKDF2 iterations of new files; the default of `packages/pki` when absent. */
  readonly iterations?: number;
}

/** Keys as encrypted PKCS#8 files (PBES2), mode 0600, opened into the memory of this process. */
export function fileStore({ name, folder, passphrase, iterations }: FileStoreOptions): KeyStore {
  return {
    kind: 'file',
    name,
    async health() {
      try {
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      } catch (error) {
        // Made with the first key.
        if (!isAbsent(error)) return { ready: false, problem: 'STORE_UNREACHABLE', detail: `${folder} is closed` };
      }
      return { ready: true, description: '', algorithms: STORE_ALGORITHMS };
    },
    async generate({ algorithm, label }) {
      const { keyAlgorithm, bits } = KEY_OF[algorithm];
      const info = await generatePrivateKey(keyAlgorithm, bits);
      try {
        const sealed = await sealPrivateKeyInfo(info, passphrase, iterations === undefined ? {} : { iterations });
        const ref = `${label.replace(/[^\w-]/g, '-').slice(0, 60)}-${randomBytes(6).toString('hex')}${KEY_FILE_SUFFIX}`;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeNew(path.join(folder, ref), encodePem(KEY_FILE_LABEL, sealed));
        return { ...memorySigner(info), ref };
      } finally {
        info.fill(0);
      }
    },
    async open(ref) {
      if (!isKeyFileName(ref)) throw new KeyStoreError('STORE_KEY_MISSING', 'not the name of a key file');
      const place = path.join(folder, ref);
      let text: string;
      try {
        text = await readFile(place, 'utf8');
      } catch (error) {
        throw new KeyStoreError('STORE_KEY_MISSING', place, error);
      }
      return openText(text, ref, place, passphrase);
    },
    async list() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isAbsent(error)) return [];
        throw new KeyStoreError('STORE_UNREACHABLE', `${folder} cannot be read`, error);
      });
      return names
        .filter((one) => one.endsWith(KEY_FILE_SUFFIX))
        .toSorted()
        .map((ref) => ({ ref, label: ref.replace(/-[0-9a-f]{12}\.key\.pem$/, '') }));
    },
    async close() {},
  };
}

/** What each kind of key is to `packages/pki`. */
export const KEY_OF: Readonly<Record<StoreAlgorithm, { readonly keyAlgorithm: KeyAlgorithm; readonly bits?: number }>> =
  {
    sm2: { keyAlgorithm: 'sm2' },
    'ecdsa-p256': { keyAlgorithm: 'p-256' },
    'rsa-3072': { keyAlgorithm: 'rsa', bits: 3072 },
    'rsa-4096': { keyAlgorithm: 'rsa', bits: 4096 },
  };

async function openText(text: string, ref: string, place: string, passphrase: string): Promise<StoreKey> {
  try {
    const info = await openPrivateKeyInfo(decodePem(KEY_FILE_LABEL, text), passphrase);
    try {
      return { ...memorySigner(info), ref };
    } finally {
      info.fill(0);
    }
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    const code = error.code === 'KEYFILE_PASSPHRASE' ? 'STORE_PIN_WRONG' : 'STORE_KEY_UNREADABLE';
    throw new KeyStoreError(code, place, error);
  }
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
