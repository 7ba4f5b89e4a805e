import { KeyStoreError, type StoreKey } from '@yinxin/keystore';
import { type Certificate, sameKey } from '@yinxin/pki';
import type { Database } from '../../platform/index.ts';
import { AuthorityError } from './errors.ts';
import { type AuthorityKey, closedKey } from './keys.ts';
import { type AuthorityRow, readAuthorities } from './rows.ts';
import { FILES, type KeyStores, keyStores, type StoresPlace } from './stores.ts';

/** One CA: its certificate and its closed key. */
export interface CertificationAuthority {
  /** Short name: `root`, `issuing`, … */
  readonly name: string;
  readonly certificate: Certificate;
  readonly key: AuthorityKey;
}

/** Root and issuing CA 根 CA、签发 CA: the first ones, and what issues where nothing else is said. */
export interface Authority {
  readonly root: CertificationAuthority;
  readonly issuing: CertificationAuthority;
}

export interface AuthorityPlace extends StoresPlace {
  readonly db: Database;
}

/** Whether root and issuing CA were made (whether their keys open is seen by `openAuthority`). */
export async function authorityExists(db: Database): Promise<boolean> {
  const rows = await readAuthorities(db);
  return ['root', 'issuing'].every((name) => rows.some((row) => row.name === name && row.certificate !== null));
}

/** CAs whose keys several operators open, by name. */
export async function operatedAuthorities(db: Database): Promise<readonly string[]> {
  return (await readAuthorities(db)).filter((row) => row.threshold !== null).map((row) => row.name);
}

/**
 * Opens root and issuing CA; each key must belong to its certificate. Throws AuthorityError. A key that waits for its
 * operators is not opened.
 */
export async function openAuthority(place: AuthorityPlace): Promise<Authority> {
  const rows = await readAuthorities(place.db);
  const stores = keyStores(place);
  try {
    const one = async (name: string): Promise<CertificationAuthority> => {
      const row = rows.find((candidate) => candidate.name === name);
      if (!row?.certificate) throw new AuthorityError('AUTHORITY_MISSING', name);
      return { name, certificate: row.certificate, key: closedKey(name, await openNow(row, row.certificate, stores)) };
    };
    const [root, issuing] = await Promise.all([one('root'), one('issuing')]);
    return { root, issuing };
  } finally {
    await stores.close();
  }
}

/** Opens the key of a CA from its store, and tells operators what to do when a file is wrong. */
export async function openNow(row: AuthorityRow, certificate: Certificate, stores: KeyStores): Promise<StoreKey> {
  if (row.threshold !== null) return waitingKey(row, certificate);
  const { store = FILES, key_ref: ref } = row;
  if (ref === null || store === null) throw new AuthorityError('AUTHORITY_KEY_MISSING', row.name);
  try {
    const key = await stores.get(store).open(ref);
    if (!sameKey(key, certificate)) throw new AuthorityError('AUTHORITY_KEY_MISMATCH', ref);
    return key;
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    if (store !== FILES) throw new AuthorityError('AUTHORITY_STORE_AWAY', error.message, error);
    const code = error.code === 'STORE_KEY_MISSING' ? 'AUTHORITY_KEY_MISSING' : 'AUTHORITY_KEY_UNREADABLE';
    throw new AuthorityError(code, error.message, error);
  }
}

function waitingKey(row: AuthorityRow, { keyAlgorithm, publicKey, algorithm }: Certificate): StoreKey {
  return {
    ref: row.key_ref ?? '',
    keyAlgorithm,
    publicKey,
    algorithm: row.signature_algorithm ?? algorithm,
    sign: () => Promise.reject(new KeyStoreError('STORE_LOCKED', `the key of ${row.name} waits for its operators`)),
  };
}
