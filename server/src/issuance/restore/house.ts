import { equalBytes, sm3, toHex } from '@yinxin/gm';
import { type Certificate, nameText, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { keyAbout, readAuthorities } from '../authority/rows.ts';
import type { HouseSnapshot } from '../authority/snapshot.ts';
import type { KeyStores } from '../authority/stores.ts';
import { RestoreRefused } from './refusal.ts';
import type { Survey } from './survey.ts';

/** A CA that was made or changed after the backup, and is there again. */
export interface RestoredAuthority {
  readonly name: string;
  /** Name in its certificate; empty for one that has none yet. */
  readonly subject: string;
  /** SM3 of the certificate, to be compared with the record of its ceremony. */
  readonly fingerprint: string;
  readonly store: string | null;
  /** Whether the key it names was found and fits; null where that cannot be tried now (operators, a CA elsewhere). */
  readonly keyFound: boolean | null;
}

const bytes = (base64: string) => Buffer.from(base64, 'base64');
const orNull = (base64: string | null) => (base64 === null ? null : bytes(base64));
const certificateOf = (base64: string) => parseCertificate(new Uint8Array(bytes(base64)));

/**
 * Gives back the CAs as the journal's newest entry tells, in the caller's transaction; nothing where the database knows that
 * entry. Every certificate must be signed by a CA of the house, or by the chain that came with it. Keys come from their
 * stores: a key that is not there is told. Throws RESTORE_DISAGREES, RESTORE_OTHER_AUTHORITY.
 */
export async function restoreHouse(
  tx: Tx,
  found: Survey['house'],
  stores: KeyStores | undefined,
): Promise<readonly RestoredAuthority[]> {
  if (found === null || (await isKnown(tx, found.id))) return [];
  const { house } = found;
  const before = await readAuthorities(tx);
  for (const one of house.authorities) {
    const present = before.find(({ name }) => name === one.name);
    if (present?.public_key && one.publicKey && !bytes(one.publicKey).equals(present.public_key)) {
      throw new RestoreRefused('RESTORE_DISAGREES', `the key of the CA ${one.name}`);
    }
  }
  checkSignatures(house);
  await write(tx, house);
  const changed = house.authorities.filter((one) => {
    const present = before.find(({ name }) => name === one.name);
    const isSame = present?.key_ref === one.keyRef && present.state === one.state && present.serial === one.serial;
    return !isSame;
  });
  const after = await readAuthorities(tx);
  return Promise.all(
    changed.map(async ({ name, certificate, store, keyRef, threshold }) => ({
      name,
      subject: certificate === null ? '' : nameText(certificateOf(certificate).subject),
      fingerprint: certificate === null ? '' : toHex(sm3.digest(bytes(certificate))),
      store,
      keyFound: threshold === null ? await hasKey(stores, after, name, keyRef) : null,
    })),
  );
}

async function isKnown(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from journal_entry where id = ${id}`.execute(tx);
  return rows.length > 0;
}

/** A root signs itself; everything else is signed by a CA of the house or by the chain it was imported with. */
function checkSignatures({ authorities, certificates }: HouseSnapshot): void {
  const own = certificates.map(({ authority, certificate }) => ({
    authority,
    certificate: certificateOf(certificate),
  }));
  for (const { authority, certificate } of own) {
    const imported = authorities.find(({ name }) => name === authority)?.chain.map(certificateOf) ?? [];
    const signers: readonly Certificate[] = [...own.map((one) => one.certificate), ...imported];
    const isSigned = signers.some(
      (signer) =>
        equalBytes(signer.subjectRaw, certificate.issuerRaw) && verifyCertificateSignature(certificate, signer),
    );
    if (!isSigned) throw new RestoreRefused('RESTORE_OTHER_AUTHORITY', `the certificate of the CA ${authority}`);
  }
}

async function hasKey(
  stores: KeyStores | undefined,
  rows: Awaited<ReturnType<typeof readAuthorities>>,
  name: string,
  ref: string | null,
): Promise<boolean | null> {
  const row = rows.find((one) => one.name === name);
  if (!stores || !row?.store || ref === null) return null;
  try {
    const key = await stores.get(row.store).open(ref);
    return equalBytes(key.publicKey, keyAbout(row).publicKey);
  } catch {
    return false;
  }
}

/** Rows that are missing are made, those there are become what the journal says; parents come before their children. */
async function write(tx: Tx, { authorities, certificates, assignments, operators, shares }: HouseSnapshot) {
  await sql`update authority set is_default = false where is_default`.execute(tx);
  for (const one of authorities) {
    await sql`insert into authority (name, kind, state, serial, certificate, algorithm, signature_algorithm, key_algorithm,
        public_key, subject, parent, store, key_ref, profiles, is_default, request, chain, threshold, created_at)
      values (${one.name}, ${one.kind}, ${one.state}, ${one.serial}, ${orNull(one.certificate)}, ${one.algorithm},
        ${one.signatureAlgorithm}, ${one.keyAlgorithm}, ${orNull(one.publicKey)},
        ${one.subject === null ? null : JSON.stringify(one.subject)}::jsonb, ${one.parent}, ${one.store}, ${one.keyRef},
        ${JSON.stringify(one.profiles)}::jsonb, ${one.isDefault}, ${orNull(one.request)},
        ${JSON.stringify(one.chain)}::jsonb, ${one.threshold}, ${one.createdAt}::timestamptz)
      on conflict (name) do update set state = excluded.state, serial = excluded.serial,
        certificate = excluded.certificate, store = excluded.store, key_ref = excluded.key_ref,
        profiles = excluded.profiles, is_default = excluded.is_default, request = excluded.request,
        chain = excluded.chain, threshold = excluded.threshold`.execute(tx);
  }
  await sql`delete from authority_certificate`.execute(tx);
  for (const one of certificates) {
    await sql`insert into authority_certificate (authority, serial, kind, certificate, created_at)
      values (${one.authority}, ${one.serial}, ${one.kind}, ${bytes(one.certificate)}, ${one.createdAt}::timestamptz)`.execute(
      tx,
    );
  }
  await sql`delete from issuer_assignment`.execute(tx);
  for (const { profile, programme, authority } of assignments) {
    await sql`insert into issuer_assignment (profile, programme, authority)
      values (${profile}, ${programme}, ${authority})`.execute(tx);
  }
  for (const one of operators) {
    await sql`insert into activation_operator (id, name, salt, public_key, enrolled_at)
      values (${one.id}::uuid, ${one.name}, ${bytes(one.salt)}, ${bytes(one.publicKey)}, ${one.enrolledAt}::timestamptz)
      on conflict (id) do update set name = excluded.name, salt = excluded.salt, public_key = excluded.public_key,
        enrolled_at = excluded.enrolled_at`.execute(tx);
  }
  for (const one of shares) {
    // Dealt again since the backup: what lies there opens nothing any more.
    await sql`insert into activation_share
        (authority, operator_id, operator_name, salt, public_key, share_check, share, dealt_at, collected_at)
      values (${one.authority}, ${one.operatorId}::uuid, ${one.operatorName}, ${bytes(one.salt)}, ${bytes(one.publicKey)},
        ${one.check}, null, ${one.dealtAt}::timestamptz, null)
      on conflict (authority, operator_id) do update set operator_name = excluded.operator_name, salt = excluded.salt,
        public_key = excluded.public_key, share_check = excluded.share_check, share = null,
        dealt_at = excluded.dealt_at, collected_at = null
      where activation_share.share_check <> excluded.share_check`.execute(tx);
  }
}
