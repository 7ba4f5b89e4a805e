import { createHash } from 'node:crypto';
import type {
  ActivationView,
  AuthorityCertificateView,
  AuthorityDetail,
  AuthorityView,
  CeremonyView,
  KeyState,
  KeyStoreView,
} from '@yinxin/contract';
import { sm3, toHex } from '@yinxin/gm';
import { type Certificate, encodePem, nameOf, nameText, parseCertificate, serialText } from '@yinxin/pki';
import type { z } from 'zod';
import type { Database } from '../../platform/index.ts';
import type { StatusAddresses } from '../addresses.ts';
import type { IssuanceTables } from '../tables.ts';
import type { CeremonyRow } from './ceremonies/store.ts';
import type { Authorities } from './registry.ts';
import type { AuthorityRow } from './rows.ts';

type View<S extends z.ZodType> = z.input<S>;

export interface ViewTools {
  readonly db: Database;
  readonly authorities: Authorities;
  readonly addresses: StatusAddresses;
  readonly now: Date;
}

/** A key that was not tried yet is tried now: opening signs nothing. */
async function keyState(row: AuthorityRow, { authorities, now }: ViewTools): Promise<View<typeof KeyState>> {
  if (row.store === null) return { ready: false, problem: null, checkedAt: null };
  await authorities
    .keyOf(row)
    .ready()
    .catch(() => {});
  const check = authorities.check(row.name);
  return {
    ready: check?.problem === null,
    problem: check?.problem ?? null,
    checkedAt: (check?.at ?? now).toISOString(),
  };
}

export async function presentActivation(
  row: AuthorityRow,
  { db, authorities }: Pick<ViewTools, 'db' | 'authorities'>,
): Promise<View<typeof ActivationView>> {
  const { entered, activeSince } = authorities.activation.state(row.name);
  const operators = await db
    .withTables<IssuanceTables>()
    .selectFrom('activation_share')
    .select(['operator_id', 'operator_name', 'collected_at'])
    .where('authority', '=', row.name)
    .orderBy('operator_name')
    .execute();
  return {
    threshold: row.threshold ?? 0,
    operators: operators.map((one) => ({
      id: one.operator_id,
      name: one.operator_name,
      collected: one.collected_at !== null,
    })),
    entered: entered.map(({ name, at }) => ({ name, at: at.toISOString() })),
    active: activeSince !== null,
    activeSince: activeSince?.toISOString() ?? null,
  };
}

export async function presentAuthority(row: AuthorityRow, tools: ViewTools): Promise<View<typeof AuthorityView>> {
  const { certificate } = row;
  const subject = certificate ? nameText(certificate.subject) : row.subject ? nameText(nameOf(row.subject)) : '';
  return {
    name: row.name,
    kind: row.kind,
    algorithm: row.algorithm,
    state: row.state,
    subject,
    parent: row.parent,
    isDefault: row.is_default,
    profiles: [...row.profiles],
    store: row.store,
    key: await keyState(row, tools),
    notBefore: certificate?.notBefore.toISOString() ?? null,
    notAfter: certificate?.notAfter.toISOString() ?? null,
    crlUrl: row.store === null ? null : tools.addresses.list(row.name),
    ocspUrl: row.kind === 'issuing' ? tools.addresses.ocsp : null,
    activation: row.threshold === null ? null : await presentActivation(row, tools),
  };
}

export async function presentDetail(row: AuthorityRow, tools: ViewTools): Promise<View<typeof AuthorityDetail>> {
  const tables = tools.db.withTables<IssuanceTables>();
  const certificates = await tables
    .selectFrom('authority_certificate')
    .select(['kind', 'certificate'])
    .where('authority', '=', row.name)
    .orderBy('id', 'desc')
    .execute();
  const assignments = await tables
    .selectFrom('issuer_assignment')
    .select(['profile', 'programme'])
    .where('authority', '=', row.name)
    .orderBy('profile')
    .execute();
  return {
    ...(await presentAuthority(row, tools)),
    certificates: certificates.map(({ kind, certificate }) =>
      presentCertificate(kind, parseCertificate(new Uint8Array(certificate))),
    ),
    chain: chainAbove(row, tools).map((one) => presentCertificate('own', one)),
    requestPending: row.state === 'requested',
    assignments: assignments.map(({ profile, programme }) => ({ profile, programme: programme || null })),
  };
}

/** Certificates above a CA; none for one that has no certificate yet or is elsewhere. */
function chainAbove({ name, store, certificate }: AuthorityRow, { authorities }: ViewTools): readonly Certificate[] {
  return store === null || certificate === null ? [] : authorities.chainOf(name).slice(1);
}

function presentCertificate(
  kind: 'own' | 'renewed' | 'cross',
  certificate: Certificate,
): View<typeof AuthorityCertificateView> {
  return {
    serial: serialText(certificate.serial),
    kind,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    fingerprintSm3: toHex(sm3.digest(certificate.raw)),
    fingerprintSha256: createHash('sha256').update(certificate.raw).digest('hex'),
    pem: encodePem('CERTIFICATE', certificate.raw),
  };
}

export async function presentStore(name: string, { authorities, now }: ViewTools): Promise<View<typeof KeyStoreView>> {
  const store = authorities.stores.get(name);
  const health = await store.health();
  const isLocked = !health.ready && ['STORE_LOCKED', 'STORE_PIN_WRONG'].includes(health.problem);
  return {
    name,
    kind: store.kind,
    state: health.ready ? 'ready' : isLocked ? 'locked' : 'down',
    problem: health.ready ? null : health.problem,
    description: health.ready ? health.description : '',
    algorithms: health.ready ? [...health.algorithms] : [],
    checkedAt: now.toISOString(),
    authorities: authorities
      .rows()
      .filter((row) => row.store === name)
      .map((row) => row.name),
  };
}

/** `viewer`: who asks; whoever proposed a ceremony does not decide it. */
export function presentCeremony(row: CeremonyRow, viewer: string): View<typeof CeremonyView> {
  return {
    id: row.id,
    act: row.act,
    status: row.status,
    reason: row.reason,
    consequences: [...row.consequences],
    proposedBy: row.proposed_by_name,
    proposedAt: row.proposed_at.toISOString(),
    isOwn: row.proposed_by === viewer,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    note: row.note,
    doneAt: row.done_at?.toISOString() ?? null,
    problem: row.problem,
    authority: row.authority,
    serials: [...row.serials],
  };
}
