import type { CeremonyAct } from '@yinxin/contract';
import {
  type Certificate,
  type CertificateProfile,
  type CertificateRequest,
  decodePem,
  PkiError,
  PROFILES,
  parseCertificate,
  parseRequest,
  sameKey,
  sameName,
  verifyCertificateSignature,
  verifyRequest,
} from '@yinxin/pki';
import type { Database, Tx } from '../../../platform/index.ts';
import { refuse } from '../../problems.ts';
import type { IssuanceTables } from '../../tables.ts';
import { lastSecond, wholeSecond } from '../ceremony.ts';
import { type AuthorityRow, publicKeyOf, readAuthorities } from '../rows.ts';
import type { KeyStores } from '../stores.ts';

/** What the checks of a ceremony look at. */
export interface CheckTools {
  readonly stores: Pick<KeyStores, 'names' | 'pinOf'>;
  readonly now: Date;
}

/**
 * Whether a ceremony may be held as things stand: asked before it is proposed, before it is approved, and once more before
 * anything is made. Throws the refusals AUTHORITY_*, KEY_STORE_UNKNOWN, CEREMONY_INPUT_WRONG, CA_*, ACTIVATION_*.
 */
export async function checkAct(db: Database | Tx, act: CeremonyAct, tools: CheckTools): Promise<void> {
  const rows = await readAuthorities(db);
  const known = (name: string): AuthorityRow => {
    const row = rows.find((one) => one.name === name);
    if (!row) throw refuse('AUTHORITY_UNKNOWN', { field: 'body.act', params: { name } });
    return row;
  };
  const active = (name: string): AuthorityRow => {
    const row = known(name);
    if (row.state !== 'active' || !row.certificate) {
      throw refuse('AUTHORITY_NOT_ACTIVE', { field: 'body.act', params: { name, state: row.state } });
    }
    return row;
  };
  const parent = (name: string): AuthorityRow => {
    const row = active(name);
    if (row.kind !== 'root') throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name } });
    return row;
  };
  const free = (name: string) => {
    if (rows.some((row) => row.name === name)) {
      throw refuse('AUTHORITY_NAME_TAKEN', { field: 'body.act.name', params: { name } });
    }
  };
  const store = (name: string) => {
    if (!tools.stores.names.includes(name)) {
      throw refuse('KEY_STORE_UNKNOWN', { field: 'body.act.store', params: { name } });
    }
  };
  const within = (row: AuthorityRow | undefined, years: number) => {
    const end = row?.certificate?.notAfter;
    if (end === undefined || lastSecond(wholeSecond(tools.now), years) <= end) return;
    const latest = end.toISOString().slice(0, 10);
    throw refuse('CEREMONY_VALIDITY', { field: 'body.act.years', params: { latest } });
  };
  const profiles = (names: readonly string[]) => {
    for (const name of names) if (!isIssued(name)) throw wrong(`profile ${name}`);
  };

  switch (act.kind) {
    case 'create-root':
      free(act.name);
      store(act.store);
      return;
    case 'create-issuing':
      free(act.name);
      store(act.store);
      within(parent(act.parent), act.years);
      profiles(act.profiles);
      return;
    case 'create-request':
      free(act.name);
      store(act.store);
      profiles(act.profiles);
      return;
    case 'import-certificate':
      readImport(act, known(act.authority), tools.now);
      return;
    case 'renew-same-key': {
      const row = active(act.authority);
      if (row.kind === 'cross' || (row.kind === 'issuing' && row.parent === null)) {
        throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name: act.authority } });
      }
      if (row.parent !== null) within(parent(row.parent), act.years);
      return;
    }
    case 'renew-new-key': {
      const row = active(act.authority);
      free(act.name);
      store(act.store);
      if (row.kind === 'cross' || (row.kind === 'issuing' && row.parent === null)) {
        throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name: act.authority } });
      }
      if (row.parent !== null) within(parent(row.parent), act.years);
      return;
    }
    case 'cross-sign':
      within(parent(act.issuer), act.years);
      if ((act.authority === undefined) === (act.request === undefined)) throw wrong('authority or request');
      if (act.authority !== undefined) {
        const subject = active(act.authority);
        if (act.authority === act.issuer || subject.kind === 'cross') {
          throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name: act.authority } });
        }
      }
      if (act.request !== undefined) {
        if (act.name === undefined) throw wrong('name');
        free(act.name);
        readOutsideRequest(act.request, rows);
      }
      return;
    case 'retire': {
      const row = active(act.authority);
      if (row.is_default) throw wrong('the default issuer');
      return;
    }
    case 'assign': {
      const row = active(act.authority);
      if (row.kind !== 'issuing') {
        throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name: act.authority } });
      }
      if (act.programme !== undefined && act.profile === undefined) throw wrong('profile');
      if (act.profile !== undefined) profiles([act.profile]);
      assignable(row, act.profile);
      return;
    }
    case 'require-activation':
      await checkOperators(db, act, active(act.authority), tools);
  }
}

/**
 * Whether a CA may be chosen for a profile, or for everything. Twins are issued together, by the CA of the signing
 * certificate; each CA certifies its own OCSP responder; what the GM world is to trust is signed with SM2.
 */
function assignable(row: AuthorityRow, profile: string | undefined): void {
  if (profile === 'ocsp-responder') throw wrong('every CA certifies its own responder');
  if (profile?.endsWith('-encryption')) throw wrong('the encryption certificate follows the signing certificate');
  const isGm = profile === undefined || everyProfile.some((one) => one.name === profile && isOnlySm2(one));
  if (isGm && publicKeyOf(row).keyAlgorithm !== 'sm2') {
    throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name: row.name } });
  }
}

const everyProfile = Object.values(PROFILES);
const isOnlySm2 = ({ keyAlgorithms }: CertificateProfile) => keyAlgorithms.every((one) => one === 'sm2');

const wrong = (reason: string) => refuse('CEREMONY_INPUT_WRONG', { field: 'body.act', params: { reason } });

/** A profile of subscribers or services, not of CAs. */
function isIssued(name: string): boolean {
  return everyProfile.some((profile) => profile.name === name && !profile.ca);
}

async function checkOperators(
  db: Database | Tx,
  act: Extract<CeremonyAct, { kind: 'require-activation' }>,
  row: AuthorityRow,
  { stores }: CheckTools,
): Promise<void> {
  if (row.store === null || row.threshold !== null) {
    throw refuse('AUTHORITY_KIND_WRONG', { field: 'body.act', params: { name: row.name } });
  }
  if (row.store !== 'files' && stores.pinOf(row.store) === undefined) throw wrong('the store has no PIN to give out');
  if (new Set(act.operators).size !== act.operators.length) throw wrong('an operator twice');
  if (act.threshold > act.operators.length) throw wrong('more operators needed than there are');
  const enrolled = await db
    .withTables<IssuanceTables>()
    .selectFrom('activation_operator')
    .select('id')
    .where('id', 'in', [...act.operators])
    .execute();
  const missing = act.operators.filter((id) => !enrolled.some((one) => one.id === id));
  if (missing.length > 0) throw refuse('ACTIVATION_ENROLMENT_NEEDED', { params: { names: missing.join(', ') } });
}

/** The certificate and chain an outside root gave, checked against the request. Throws CA_CERTIFICATE_*. */
export function readImport(
  act: Extract<CeremonyAct, { kind: 'import-certificate' }>,
  row: AuthorityRow,
  now: Date,
): { readonly certificate: Certificate; readonly chain: readonly Certificate[] } {
  if (!row.request) throw refuse('CA_REQUEST_NONE', { field: 'body.act.authority', params: { name: row.name } });
  const certificate = readPem(act.certificate, 'body.act.certificate');
  const chain = act.chain.map((pem) => readPem(pem, 'body.act.chain'));
  const unfit = (reason: string) =>
    refuse('CA_CERTIFICATE_UNFIT', { field: 'body.act.certificate', params: { reason } });
  const request = parseRequest(new Uint8Array(row.request));
  if (!sameKey(certificate, publicKeyOf(row))) throw unfit('another key');
  if (!sameName(certificate.subjectRaw, request.subjectRaw)) throw unfit('another subject');
  const { basicConstraints, keyUsage } = certificate.extensions;
  if (basicConstraints?.ca !== true) throw unfit('not the certificate of a CA');
  if (!keyUsage?.includes('keyCertSign') || !keyUsage.includes('cRLSign')) throw unfit('key usage');
  let below = certificate;
  for (const issuer of chain) {
    const isIssuer = sameName(below.issuerRaw, issuer.subjectRaw) && issuer.extensions.basicConstraints?.ca === true;
    if (!isIssuer || !verifyCertificateSignature(below, issuer)) throw unfit('the chain does not hold');
    below = issuer;
  }
  if (!sameName(below.issuerRaw, below.subjectRaw) || !verifyCertificateSignature(below, below)) {
    throw unfit('the chain does not end at a root');
  }
  for (const one of [certificate, ...chain]) {
    if (now < one.notBefore || now > one.notAfter) throw unfit('not valid now');
  }
  return { certificate, chain };
}

function readPem(pem: string, field: string): Certificate {
  try {
    return parseCertificate(decodePem('CERTIFICATE', pem));
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw refuse('CA_CERTIFICATE_UNREADABLE', { field, params: { reason: error.code }, cause: error });
  }
}

/** The request of a CA elsewhere: readable, signed by its key, and none of our own keys or names. Throws CA_REQUEST_UNFIT. */
export function readOutsideRequest(pem: string, rows: readonly AuthorityRow[]): CertificateRequest {
  const unfit = (reason: string, cause?: unknown) =>
    refuse('CA_REQUEST_UNFIT', { field: 'body.act.request', params: { reason }, cause });
  let request: CertificateRequest;
  try {
    request = parseRequest(decodePem('CERTIFICATE REQUEST', pem));
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw unfit(error.code, error);
  }
  if (!verifyRequest(request)) throw unfit('REQUEST_PROOF_INVALID');
  if (rows.some((row) => row.certificate && sameKey(row.certificate, request))) throw unfit('a key of this house');
  if (rows.some((row) => row.certificate && sameName(row.certificate.subjectRaw, request.subjectRaw))) {
    throw unfit('a name of this house');
  }
  return request;
}
