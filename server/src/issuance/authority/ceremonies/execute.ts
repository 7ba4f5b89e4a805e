import { randomBytes } from 'node:crypto';
import type { CeremonyAct } from '@yinxin/contract';
import { deal, KeyStoreError, removeKeyFile, resealKeyFile, type StoreAlgorithm } from '@yinxin/keystore';
import {
  assembleRequest,
  buildTbsRequest,
  type Certificate,
  nameOf,
  PROFILES,
  type PublicKey,
  parseRequest,
  verifyRequest,
} from '@yinxin/pki';
import type { Tx } from '../../../platform/index.ts';
import type { StatusAddresses } from '../../addresses.ts';
import type { Journal } from '../../journal/journal.ts';
import type { JournalBody } from '../../journal/line.ts';
import { refuse } from '../../problems.ts';
import type { IssuanceTables } from '../../tables.ts';
import { lastSecond, wholeSecond } from '../ceremony.ts';
import { adoptCa, type CaIntent, type CaPlan, intendCa, joinCa, storeCa } from '../certify.ts';
import { permitForCeremony } from '../permit.ts';
import type { Authorities } from '../registry.ts';
import { type AuthorityRow, keyAbout, publicKeyOf, readAuthorities, readAuthority } from '../rows.ts';
import { FILES } from '../stores.ts';
import { readImport, readOutsideRequest } from './check.ts';
import type { CeremonyRow, Prepared } from './store.ts';

/** What making and signing work with. */
export interface ExecuteTools {
  readonly authorities: Authorities;
  readonly addresses: StatusAddresses;
  readonly journal: Journal;
}

const NOTHING: Omit<Prepared, 'authority'> = { certificates: [], request: null, retires: null, removes: null };

type Made = { readonly prepared: Prepared; readonly journal: readonly JournalBody[] };

/**
 * First half of a ceremony: makes the key where one is needed, builds, checks and stores what will be signed, in the
 * caller's transaction. A key made before a crash is named by nobody, and the next try makes another.
 */
export async function prepare(tx: Tx, { act }: CeremonyRow, now: Date, tools: ExecuteTools): Promise<Made> {
  const from = wholeSecond(now);
  const only = (authority: string, change: Partial<Prepared> = {}): Made => ({
    prepared: { ...NOTHING, authority, ...change },
    journal: [],
  });
  switch (act.kind) {
    case 'create-root':
    case 'create-issuing': {
      const { key } = await newKey(tx, act, act.name, rowOf(act), now, tools);
      const parent = act.kind === 'create-issuing' ? await readAuthority(tx, act.parent) : undefined;
      const subject = nameOf({ C: 'CN', O: act.subject.organisation, CN: act.subject.commonName });
      return certifyOne(tx, act.name, 'own', { subject, key, years: act.years, parent, from }, now, tools);
    }
    case 'create-request': {
      const { key } = await newKey(tx, act, act.name, rowOf(act), now, tools);
      const subject = nameOf({ C: 'CN', O: act.subject.organisation, CN: act.subject.commonName });
      const tbs = buildTbsRequest(subject, key.publicKey, key.keyAlgorithm);
      return only(act.name, { request: Buffer.from(tbs).toString('base64') });
    }
    case 'import-certificate':
      await adoptOutside(tx, act, now);
      return only(act.authority);
    case 'renew-same-key': {
      const row = await readAuthority(tx, act.authority, true);
      const parent = row.parent === null ? undefined : await readAuthority(tx, row.parent);
      const { subject } = current(row);
      const plan = { subject, key: publicKeyOf(row), years: act.years, parent, from };
      return certifyOne(tx, row.name, 'own', plan, now, tools);
    }
    case 'renew-new-key': {
      const row = await readAuthority(tx, act.authority, true);
      const parent = row.parent === null ? undefined : await readAuthority(tx, row.parent);
      const { subject } = current(row);
      const like = { kind: row.kind, parent: row.parent, profiles: row.profiles, subject: null };
      const { key } = await newKey(tx, act, act.name, like, now, tools);
      const made = await certifyOne(tx, act.name, 'own', { subject, key, years: act.years, parent, from }, now, tools);
      return { ...made, prepared: { ...made.prepared, retires: row.name } };
    }
    case 'cross-sign': {
      const parent = await readAuthority(tx, act.issuer);
      if (act.authority !== undefined) {
        const row = await readAuthority(tx, act.authority);
        const plan = { subject: current(row).subject, key: publicKeyOf(row), years: act.years, parent, from };
        return certifyOne(tx, row.name, 'cross', plan, now, tools);
      }
      const request = readOutsideRequest(act.request ?? '', await readAuthorities(tx));
      const name = act.name ?? '';
      await insertAuthority(tx, name, { kind: 'cross', parent: act.issuer, profiles: [], subject: null }, now, request);
      const plan = { subject: request.subject, key: request, years: act.years, parent, from };
      return certifyOne(tx, name, 'own', plan, now, tools);
    }
    case 'retire':
      return only(act.authority, { retires: act.authority });
    case 'assign':
      await assign(tx, act);
      return only(act.authority);
    case 'require-activation':
      return only(act.authority, { removes: await giveToOperators(tx, act, now, tools) });
  }
}

/** Second half: signs what is stored, once, and makes it known. In the caller's transaction, which holds the ceremony. */
export async function finish(
  tx: Tx,
  prepared: Prepared,
  now: Date,
  { authorities, journal }: ExecuteTools,
): Promise<readonly string[]> {
  const rows = await readAuthorities(tx);
  const rowNamed = (name: string): AuthorityRow => {
    const row = rows.find((one) => one.name === name);
    if (!row) throw refuse('AUTHORITY_UNKNOWN', { params: { name } });
    return row;
  };
  const serials: string[] = [];
  for (const one of prepared.certificates) {
    const intent: CaIntent = { serial: one.serial, tbs: new Uint8Array(Buffer.from(one.tbs, 'base64')) };
    const stored = await tx
      .withTables<IssuanceTables>()
      .selectFrom('certificate')
      .select(['tbs', 'certificate'])
      .where('serial', '=', one.serial)
      .executeTakeFirstOrThrow();
    const key = authorities.keyOf(rowNamed(one.signer));
    const signature = await key.sign(permitForCeremony(stored));
    const certificate = joinCa(intent, signature, key);
    const issued = await storeCa(tx, one.serial, certificate, now);
    await adoptCa(tx, prepared.authority, one.kind, certificate, now);
    await journal.note(tx, issued);
    serials.push(one.serial);
  }
  if (prepared.request !== null) await signRequest(tx, rowNamed(prepared.authority), prepared.request, authorities);
  if (prepared.retires !== null) await retire(tx, prepared);
  if (prepared.removes !== null) await removeKeyFile(authorities.stores.folder, prepared.removes);
  return serials;
}

interface RowLike {
  readonly kind: 'root' | 'issuing' | 'cross';
  readonly parent: string | null;
  readonly profiles: readonly string[];
  readonly subject: { readonly C: 'CN'; readonly O: string; readonly CN: string } | null;
}

function rowOf(act: Extract<CeremonyAct, { kind: 'create-root' | 'create-issuing' | 'create-request' }>): RowLike {
  return {
    kind: act.kind === 'create-root' ? 'root' : 'issuing',
    parent: act.kind === 'create-issuing' ? act.parent : null,
    profiles: act.kind === 'create-root' ? [] : act.profiles,
    subject: { C: 'CN', O: act.subject.organisation, CN: act.subject.commonName },
  };
}

/** Makes a key in its store and the row that names it. Throws KEY_STORE_UNFIT. */
async function newKey(
  tx: Tx,
  { store, algorithm }: { readonly store: string; readonly algorithm: StoreAlgorithm },
  name: string,
  like: RowLike,
  now: Date,
  { authorities }: ExecuteTools,
) {
  try {
    const key = await authorities.stores.get(store).generate({ algorithm, label: name });
    await insertAuthority(tx, name, like, now, key, { store, algorithm, ref: key.ref, signature: key.algorithm });
    return { key };
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    throw refuse('KEY_STORE_UNFIT', { params: { name: store, reason: error.code }, cause: error });
  }
}

async function insertAuthority(
  tx: Tx,
  name: string,
  like: RowLike,
  now: Date,
  key: PublicKey,
  inside?: {
    readonly store: string;
    readonly algorithm: StoreAlgorithm;
    readonly ref: string;
    readonly signature: Certificate['algorithm'];
  },
): Promise<void> {
  await tx
    .withTables<IssuanceTables>()
    .insertInto('authority')
    .values({
      name,
      kind: like.kind,
      state: 'planned',
      serial: null,
      certificate: null,
      algorithm: inside?.algorithm ?? null,
      signature_algorithm: inside?.signature ?? null,
      key_algorithm: key.keyAlgorithm,
      public_key: Buffer.from(key.publicKey),
      subject: like.subject === null ? null : JSON.stringify(like.subject),
      parent: like.parent,
      store: inside?.store ?? null,
      key_ref: inside?.ref ?? null,
      profiles: JSON.stringify(like.profiles),
      request: null,
      threshold: null,
      created_at: now,
    })
    .execute();
}

interface Wanted {
  readonly subject: CaPlan['subject'];
  readonly key: PublicKey;
  readonly years: number;
  readonly parent: AuthorityRow | undefined;
  readonly from: Date;
}

async function certifyOne(
  tx: Tx,
  authority: string,
  kind: 'own' | 'cross',
  { subject, key, years, parent, from }: Wanted,
  now: Date,
  { addresses }: ExecuteTools,
): Promise<Made> {
  const issuer = parent && current(parent);
  const notAfter = lastSecond(from, years);
  if (issuer && notAfter > issuer.notAfter) {
    const latest = issuer.notAfter.toISOString().slice(0, 10);
    throw refuse('CEREMONY_VALIDITY', { field: 'body.act.years', params: { latest } });
  }
  const row = await readAuthority(tx, authority);
  const signer = parent ?? row;
  const profile = parent ? PROFILES[row.kind === 'issuing' ? 'issuing-ca' : 'intermediate-ca'] : PROFILES['root-ca'];
  const intent = await intendCa(
    tx,
    {
      profile,
      subject,
      key,
      notBefore: from,
      notAfter,
      issuer,
      issuerName: signer.name,
      algorithm: keyAbout(signer).algorithm,
      crlUrls: parent ? [addresses.list(parent.name)] : [],
      caIssuersUrls: parent ? [addresses.list(parent.name).replace(/\/crl\/(.*)\.crl$/, '/ca/$1.cer')] : [],
    },
    now,
  );
  const tbs = Buffer.from(intent.tbs).toString('base64');
  const certificates = [{ serial: intent.serial, tbs, signer: signer.name, kind }];
  return { prepared: { ...NOTHING, authority, certificates }, journal: [intent.journal] };
}

function current(row: AuthorityRow): Certificate {
  if (!row.certificate) throw refuse('AUTHORITY_NOT_ACTIVE', { params: { name: row.name, state: row.state } });
  return row.certificate;
}

async function signRequest(tx: Tx, row: AuthorityRow, text: string, authorities: Authorities): Promise<void> {
  const tbs = new Uint8Array(Buffer.from(text, 'base64'));
  const key = authorities.keyOf(row);
  const signature = await key.sign(permitForCeremony({ tbs, certificate: row.request }));
  const request = assembleRequest(tbs, signature, key.algorithm);
  if (!verifyRequest(parseRequest(request))) throw new Error(`the request of ${row.name} does not verify`);
  await tx
    .withTables<IssuanceTables>()
    .updateTable('authority')
    .set({ request: Buffer.from(request), state: 'requested' })
    .where('name', '=', row.name)
    .execute();
}

async function adoptOutside(
  tx: Tx,
  act: Extract<CeremonyAct, { kind: 'import-certificate' }>,
  now: Date,
): Promise<void> {
  const row = await readAuthority(tx, act.authority, true);
  const { certificate, chain } = readImport(act, row, now);
  await adoptCa(tx, row.name, 'own', certificate, now);
  await tx
    .withTables<IssuanceTables>()
    .updateTable('authority')
    .set({ chain: JSON.stringify(chain.map(({ raw }) => Buffer.from(raw).toString('base64'))) })
    .where('name', '=', row.name)
    .execute();
}

/** The retired CA issues no more; a successor takes over what it was chosen for. */
async function retire(tx: Tx, { authority, retires }: Prepared): Promise<void> {
  const tables = tx.withTables<IssuanceTables>();
  if (retires === null) return;
  const { is_default: wasDefault } = await readAuthority(tx, retires, true);
  await tables
    .updateTable('authority')
    .set({ state: 'retired', is_default: false })
    .where('name', '=', retires)
    .execute();
  if (authority === retires) {
    await tables.deleteFrom('issuer_assignment').where('authority', '=', retires).execute();
    return;
  }
  if (wasDefault)
    await tables.updateTable('authority').set({ is_default: true }).where('name', '=', authority).execute();
  await tables.updateTable('issuer_assignment').set({ authority }).where('authority', '=', retires).execute();
}

async function assign(tx: Tx, act: Extract<CeremonyAct, { kind: 'assign' }>): Promise<void> {
  const tables = tx.withTables<IssuanceTables>();
  if (act.profile === undefined) {
    await tables.updateTable('authority').set({ is_default: false }).where('is_default', '=', true).execute();
    await tables.updateTable('authority').set({ is_default: true }).where('name', '=', act.authority).execute();
    return;
  }
  await tables
    .insertInto('issuer_assignment')
    .values({ profile: act.profile, programme: act.programme ?? '', authority: act.authority })
    .onConflict((conflict) => conflict.columns(['profile', 'programme']).doUpdateSet({ authority: act.authority }))
    .execute();
}

/**
 * Splits what opens the key among the operators: for a file a fresh passphrase the file is encrypted anew under, for a
 * token its PIN. Answers the former key file, to be removed once all of this is committed.
 */
async function giveToOperators(
  tx: Tx,
  act: Extract<CeremonyAct, { kind: 'require-activation' }>,
  now: Date,
  { authorities: { stores } }: ExecuteTools,
): Promise<string | null> {
  const tables = tx.withTables<IssuanceTables>();
  const row = await readAuthority(tx, act.authority, true);
  const ref = row.key_ref ?? '';
  const isFile = row.store === FILES;
  const secret = isFile ? randomBytes(32).toString('base64url') : (stores.pinOf(row.store ?? '') ?? '');
  const newRef = isFile
    ? await resealKeyFile({ ...stores.files, ref, newPassphrase: secret, label: act.authority })
    : ref;
  const found = await tables
    .selectFrom('activation_operator')
    .selectAll()
    .where('id', 'in', [...act.operators])
    .execute();
  const shares = await deal(
    Buffer.from(secret, 'utf8'),
    act.threshold,
    found.map(({ salt, public_key }) => ({ salt: new Uint8Array(salt), publicKey: new Uint8Array(public_key) })),
  );
  await tables.deleteFrom('activation_share').where('authority', '=', act.authority).execute();
  await tables
    .insertInto('activation_share')
    .values(
      found.map((operator, index) => ({
        authority: act.authority,
        operator_id: operator.id,
        operator_name: operator.name,
        salt: operator.salt,
        public_key: operator.public_key,
        share_check: shares[index]?.check ?? '',
        share: shares[index]?.text ?? null,
        dealt_at: now,
        collected_at: null,
      })),
    )
    .execute();
  await tables
    .updateTable('authority')
    .set({ key_ref: newRef, threshold: act.threshold })
    .where('name', '=', act.authority)
    .execute();
  return isFile ? ref : null;
}
