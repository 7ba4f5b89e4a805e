import {
  assembleCertificate,
  buildTbsCertificate,
  type Certificate,
  checkCertificate,
  issuerOf,
  type NameParts,
  nameOf,
  nameText,
  newSerial,
  PROFILES,
  parseCertificate,
  serialText,
} from '@yinxin/pki';
import { sql } from 'kysely';
import { type Clock, type Tx, transaction } from '../../platform/index.ts';
import type { StatusAddresses } from '../addresses.ts';
import { keyHashOf } from '../steps/admit.ts';
import type { AuthorityRole, IssuanceTables } from '../tables.ts';
import { type AuthorityPlace, authorityExists } from './authority.ts';
import { type AuthorityKey, makeKeyFile } from './keys.ts';
import type { AuthorityNames } from './names.ts';
import { permitForCeremony } from './permit.ts';

/** Advisory lock: two processes starting at once make one authority. */
const CEREMONY_LOCK = 7_305_612;
const ROOT_YEARS = 25;
const ISSUING_YEARS = 15;

export interface Ceremony extends AuthorityPlace {
  readonly clock: Clock;
  readonly names: AuthorityNames;
  readonly addresses: StatusAddresses;
  /** PBKDF2 iterations of new key files; the default of `packages/pki` when absent. */
  readonly iterations?: number;
}

/**
 * Makes root and issuing CA if there are none: keys to the disk first, then both certificates in one transaction. A
 * ceremony that was interrupted leaves a key file nobody names, and the next one begins anew. True when they were made.
 */
export function makeAuthority(ceremony: Ceremony): Promise<boolean> {
  return transaction(ceremony.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${CEREMONY_LOCK})`.execute(tx);
    if (await authorityExists(tx)) return false;
    const now = wholeSecond(ceremony.clock.now());
    const root = await certify(tx, ceremony, 'root', now, undefined);
    await certify(tx, ceremony, 'issuing', now, root);
    return true;
  });
}

interface Parent {
  readonly certificate: Certificate;
  readonly key: AuthorityKey;
}

async function certify(
  tx: Tx,
  { names, addresses, folder, passphrase, iterations }: Ceremony,
  role: AuthorityRole,
  now: Date,
  parent: Parent | undefined,
): Promise<Parent> {
  const { file, key } = await makeKeyFile(folder, role, passphrase, iterations);
  const subject: NameParts = names[role];
  const serial = newSerial();
  const profile = PROFILES[role === 'root' ? 'root-ca' : 'issuing-ca'];
  const tbs = buildTbsCertificate(profile, {
    serial,
    issuer: parent ? issuerOf(parent.certificate) : 'self',
    subject: nameOf(subject),
    publicKey: key.publicKey,
    notBefore: now,
    notAfter: lastSecond(now, role === 'root' ? ROOT_YEARS : ISSUING_YEARS),
    ...(parent ? { crlUrls: [addresses.crl('root')], caIssuersUrls: [addresses.certificate('root')] } : {}),
  });
  checkCertificate(tbs, profile);
  const signature = await (parent?.key ?? key).sign(permitForCeremony(tbs));
  const certificate = parseCertificate(assembleCertificate(tbs, signature, key.algorithm));
  const tables = tx.withTables<IssuanceTables>();
  await tables
    .insertInto('certificate')
    .values({
      serial: serialText(serial),
      order_id: null,
      use: role === 'root' ? 'root-ca' : 'issuing-ca',
      application_id: null,
      application_number: null,
      organisation_id: null,
      medium_serial: null,
      subject: nameText(certificate.subject),
      issuer: nameText(certificate.issuer),
      key_hash: keyHashOf(key.publicKey),
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
      tbs: Buffer.from(tbs),
      certificate: Buffer.from(certificate.raw),
      created_at: now,
      published_at: now,
    })
    .execute();
  await tables
    .insertInto('authority')
    .values({
      role,
      serial: serialText(serial),
      certificate: Buffer.from(certificate.raw),
      key_file: file,
      created_at: now,
    })
    .execute();
  return { certificate, key };
}

/** Times in certificates have whole seconds. */
export function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** The last second of a validity of `years` that begins at `from`; 29 February ends on 28 February. */
export function lastSecond(from: Date, years: number): Date {
  const end = new Date(from);
  end.setUTCFullYear(from.getUTCFullYear() + years);
  if (end.getUTCDate() !== from.getUTCDate()) end.setUTCDate(0);
  return new Date(end.getTime() - 1000);
}
