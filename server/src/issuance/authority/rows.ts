import { type Certificate, defaultSignatureAlgorithm, type PublicKey, parseCertificate } from '@yinxin/pki';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import type { IssuanceTables } from '../tables.ts';
import type { KeyAbout } from './keys.ts';
import type { AuthorityTables } from './tables.ts';

const SubjectShape = z.strictObject({ C: z.literal('CN'), O: z.string(), CN: z.string() });

/** A CA as its row says, parsed. */
export interface AuthorityRow
  extends Omit<Selectable<AuthorityTables['authority']>, 'certificate' | 'subject' | 'profiles' | 'chain'> {
  readonly certificate: Certificate | null;
  /** Name parts of one that has no certificate yet. */
  readonly subject: z.infer<typeof SubjectShape> | null;
  readonly profiles: readonly string[];
  /** Certificates above an issuer certified outside. */
  readonly chain: readonly Certificate[];
}

/** Every CA, oldest first. */
export async function readAuthorities(db: Database): Promise<readonly AuthorityRow[]> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('authority')
    .selectAll()
    .orderBy('created_at')
    .orderBy('kind', 'desc')
    .execute();
  return rows.map(parseRow);
}

/** One CA. Throws AUTHORITY_UNKNOWN. With `lock`, its row is held until the transaction ends. */
export async function readAuthority(db: Database | Tx, name: string, lock = false): Promise<AuthorityRow> {
  let query = db.withTables<IssuanceTables>().selectFrom('authority').selectAll().where('name', '=', name);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw refuse('AUTHORITY_UNKNOWN', { params: { name } });
  return parseRow(row);
}

function parseRow(row: Selectable<AuthorityTables['authority']>): AuthorityRow {
  return {
    ...row,
    certificate: row.certificate && parseCertificate(new Uint8Array(row.certificate)),
    subject: row.subject === null ? null : SubjectShape.parse(row.subject),
    profiles: z.array(z.string()).parse(row.profiles),
    chain: z
      .array(z.base64())
      .parse(row.chain)
      .map((text) => parseCertificate(new Uint8Array(Buffer.from(text, 'base64')))),
  };
}

/** The public key of a CA: of its certificate, else as made. */
export function publicKeyOf(row: AuthorityRow): PublicKey {
  if (row.certificate) return row.certificate;
  if (!row.public_key) throw new Error(`the CA ${row.name} has neither certificate nor key`);
  return { keyAlgorithm: row.key_algorithm, publicKey: new Uint8Array(row.public_key) };
}

/** What is known of the key of a CA of ours. */
export function keyAbout(row: AuthorityRow): KeyAbout {
  const { keyAlgorithm, publicKey } = publicKeyOf(row);
  const algorithm = row.signature_algorithm ?? defaultSignatureAlgorithm(keyAlgorithm);
  return { name: row.name, keyAlgorithm, publicKey, algorithm };
}
