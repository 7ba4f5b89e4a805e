import type { StoreAlgorithm } from '@yinxin/keystore';
import { nameOf, PROFILES } from '@yinxin/pki';
import { sql } from 'kysely';
import { type Clock, type Tx, transaction } from '../../platform/index.ts';
import type { StatusAddresses } from '../addresses.ts';
import type { AuthorityRole, IssuanceTables } from '../tables.ts';
import { type AuthorityPlace, authorityExists, type CertificationAuthority } from './authority.ts';
import { adoptCa, intendCa, joinCa, storeCa } from './certify.ts';
import { closedKey } from './keys.ts';
import type { AuthorityNames } from './names.ts';
import { permitForCeremony } from './permit.ts';
import { FILES, type KeyStores, keyStores } from './stores.ts';

/** Advisory lock: two processes starting at once make one authority. */
const CEREMONY_LOCK = 7_305_612;
export const ROOT_YEARS = 25;
export const ISSUING_YEARS = 15;

export interface Ceremony extends AuthorityPlace {
  readonly clock: Clock;
  readonly names: AuthorityNames;
  readonly addresses: StatusAddresses;
  /** SM2 unless told. */
  readonly algorithm?: StoreAlgorithm;
  /** Where the keys are made; files unless told. */
  readonly store?: string;
}

/**
 * Makes the first root and issuing CA if there are none: keys to the store first, then both certificates in one
 * transaction. A ceremony that was interrupted leaves a key nobody names, and the next one begins anew. True when they
 * were made.
 */
export function makeAuthority(ceremony: Ceremony): Promise<boolean> {
  return transaction(ceremony.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${CEREMONY_LOCK})`.execute(tx);
    if (await authorityExists(tx)) return false;
    const stores = keyStores(ceremony);
    try {
      const now = wholeSecond(ceremony.clock.now());
      const root = await first(tx, ceremony, stores, 'root', now, undefined);
      await first(tx, ceremony, stores, 'issuing', now, root);
      return true;
    } finally {
      await stores.close();
    }
  });
}

async function first(
  tx: Tx,
  { names, addresses, algorithm = 'sm2', store = FILES }: Ceremony,
  stores: KeyStores,
  name: AuthorityRole,
  now: Date,
  parent: CertificationAuthority | undefined,
): Promise<CertificationAuthority> {
  const made = await stores.get(store).generate({ algorithm, label: name });
  const key = closedKey(name, made);
  const intent = await intendCa(
    tx,
    {
      profile: PROFILES[parent ? 'issuing-ca' : 'root-ca'],
      subject: nameOf(names[name]),
      key,
      notBefore: now,
      notAfter: lastSecond(now, parent ? ISSUING_YEARS : ROOT_YEARS),
      issuer: parent?.certificate,
      issuerName: parent?.name ?? name,
      algorithm: (parent?.key ?? key).algorithm,
      crlUrls: parent ? [addresses.crl('root')] : [],
      caIssuersUrls: parent ? [addresses.certificate('root')] : [],
    },
    now,
  );
  const signer = parent?.key ?? key;
  const signature = await signer.sign(permitForCeremony({ tbs: intent.tbs, certificate: null }));
  const certificate = joinCa(intent, signature, signer);
  await storeCa(tx, intent.serial, certificate, now);
  await tx
    .withTables<IssuanceTables>()
    .insertInto('authority')
    .values({
      name,
      kind: parent ? 'issuing' : 'root',
      state: 'active',
      serial: intent.serial,
      certificate: Buffer.from(certificate.raw),
      algorithm,
      signature_algorithm: made.algorithm,
      key_algorithm: made.keyAlgorithm,
      public_key: Buffer.from(made.publicKey),
      parent: parent?.name ?? null,
      store,
      key_ref: made.ref,
      is_default: parent !== undefined,
      request: null,
      threshold: null,
      created_at: now,
    })
    .execute();
  await adoptCa(tx, name, 'own', certificate, now);
  return { name, certificate, key };
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
