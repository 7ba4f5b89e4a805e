import { equalBytes } from '@yinxin/gm';
import { type Certificate, parseCertificate } from '@yinxin/pki';
import type { Database } from '../../platform/index.ts';
import type { AuthorityRole, IssuanceTables } from '../tables.ts';
import { AuthorityError } from './errors.ts';
import { type AuthorityKey, openKeyFile } from './keys.ts';

/** One CA: its certificate and its closed key. */
export interface CertificationAuthority {
  readonly role: AuthorityRole;
  readonly certificate: Certificate;
  readonly key: AuthorityKey;
}

/** Root and issuing CA 根 CA、签发 CA. */
export interface Authority {
  readonly root: CertificationAuthority;
  readonly issuing: CertificationAuthority;
}

export interface AuthorityPlace {
  readonly db: Database;
  /** Folder of the encrypted keys, `dataDir/ca`. */
  readonly folder: string;
  readonly passphrase: string;
}

/** Whether root and issuing CA were made (whether their keys open is seen by `openAuthority`). */
export async function authorityExists(db: Database): Promise<boolean> {
  const rows = await db.withTables<IssuanceTables>().selectFrom('authority').select('role').execute();
  return rows.length === 2;
}

/** Opens both CAs; each key must belong to its certificate. Throws AuthorityError. */
export async function openAuthority(place: AuthorityPlace): Promise<Authority> {
  const rows = await place.db.withTables<IssuanceTables>().selectFrom('authority').selectAll().execute();
  const one = async (role: AuthorityRole): Promise<CertificationAuthority> => {
    const row = rows.find((candidate) => candidate.role === role);
    if (!row) throw new AuthorityError('AUTHORITY_MISSING', role);
    const certificate = parseCertificate(new Uint8Array(row.certificate));
    const key = await openKeyFile(place.folder, row.key_file, place.passphrase);
    if (!equalBytes(key.publicKey, certificate.publicKey)) {
      throw new AuthorityError('AUTHORITY_KEY_MISMATCH', row.key_file);
    }
    return { role, certificate, key };
  };
  const [root, issuing] = await Promise.all([one('root'), one('issuing')]);
  return { root, issuing };
}
