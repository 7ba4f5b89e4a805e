import { equalBytes } from '@yinxin/gm';
import { type Certificate, keyIdentifier, nameText, parseCertificate, type parseTbsCertificate } from '@yinxin/pki';
import type { Tx } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { RestoreRefused } from './refusal.ts';

/** A certificate of a CA of this house; a CA that was renewed has several. */
export interface KnownCa {
  readonly name: string;
  readonly certificate: Certificate;
}

/** Who issued, or will: short name and subject. */
export interface Issuer {
  readonly authority: string;
  readonly subject: string;
}

/** Every certificate of every CA the database knows. */
export async function knownCas(tx: Tx): Promise<readonly KnownCa[]> {
  const rows = await tx
    .withTables<IssuanceTables>()
    .selectFrom('authority_certificate')
    .select(['authority', 'certificate'])
    .orderBy('id')
    .execute();
  return rows.map(({ authority, certificate }) => ({
    name: authority,
    certificate: parseCertificate(new Uint8Array(certificate)),
  }));
}

/** In place of the name of a root that was never signed. */
const NEVER_MADE = 'never-made';

/** The issuer a plan names. Throws RESTORE_OTHER_AUTHORITY. */
export function issuerNamed(cas: readonly KnownCa[], name: string): Issuer {
  const ca = cas.find((one) => one.name === name);
  if (!ca) throw new RestoreRefused('RESTORE_OTHER_AUTHORITY', name);
  return { authority: name, subject: nameText(ca.certificate.subject) };
}

/**
 * The issuer of bytes that were to be signed: by its name, and by its key where a successor bears the same name. A root is
 * its own. Throws RESTORE_OTHER_AUTHORITY.
 */
export function issuerOfTbs(
  cas: readonly KnownCa[],
  tbs: ReturnType<typeof parseTbsCertificate>,
  serial: string,
): Issuer {
  const named = cas.filter(({ certificate }) => equalBytes(certificate.subjectRaw, tbs.issuerRaw));
  const keyId =
    tbs.extensions.authorityKeyId ??
    (equalBytes(tbs.issuerRaw, tbs.subjectRaw) ? keyIdentifier(tbs.publicKey) : undefined);
  const signed = named.filter(
    ({ certificate }) => keyId !== undefined && equalBytes(keyId, keyIdentifier(certificate.publicKey)),
  );
  const ca = signed[0] ?? (keyId === undefined ? named[0] : undefined);
  // A root whose ceremony was not finished signed nothing; its serial is remembered.
  const isOwnRoot = equalBytes(tbs.issuerRaw, tbs.subjectRaw);
  if (!ca && isOwnRoot) return { authority: NEVER_MADE, subject: nameText(tbs.subject) };
  if (!ca) throw new RestoreRefused('RESTORE_OTHER_AUTHORITY', `serial ${serial}: ${nameText(tbs.issuer)}`);
  return { authority: ca.name, subject: nameText(ca.certificate.subject) };
}
