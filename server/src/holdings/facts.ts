import { type CertificateState, LIVE_CERTIFICATE } from '@yinxin/life';
import type { Database } from '../platform/index.ts';
import { holderNames } from './persons.ts';
import type { HoldingPorts, SealFacts } from './ports.ts';
import * as store from './store.ts';
import type { BusinessRow, HoldingBusiness, HoldingRow } from './tables.ts';

/** A held pair as the rules of a business need it. Instants are ISO texts in UTC. */
export interface SubjectFacts {
  readonly id: string;
  readonly organisationId: string;
  /** Whom the certificates name: the account's own organisation, or a branch of it. */
  readonly holder: { readonly name: string; readonly creditCode: string };
  readonly programme: string;
  readonly project: string;
  readonly applicationId: string;
  readonly status: CertificateState;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly serials: { readonly sign: string; readonly encrypt: string };
  readonly mediumSerial: string | null;
  /** Name on the seal it carries; null without one. */
  readonly seal: string | null;
  /** The business that blocks a second (BJ-33). */
  readonly runningApplication: {
    readonly id: string;
    readonly number: string;
    readonly business: HoldingBusiness;
  } | null;
  readonly activatedAt: string | null;
  readonly boundAt: string | null;
}

/** The facts about one pair; undefined when there is none of this id. */
export async function subjectFacts(
  ports: HoldingPorts,
  db: Database,
  holdingId: string,
): Promise<SubjectFacts | undefined> {
  const row = await store.holdingById(db, holdingId);
  return row && (await factsOf(ports, db, [row]))[0];
}

/** The facts about every living pair of an organisation, oldest first. */
export async function liveHoldings(
  ports: HoldingPorts,
  db: Database,
  organisationId: string,
): Promise<readonly SubjectFacts[]> {
  return await factsOf(ports, db, await store.livingOf(db, organisationId, LIVE_CERTIFICATE));
}

async function factsOf(
  ports: HoldingPorts,
  db: Database,
  rows: readonly HoldingRow[],
): Promise<readonly SubjectFacts[]> {
  const ids = rows.map(({ id }) => id);
  const { running } = await store.aroundOf(db, ids);
  const seals = rows.length === 0 ? [] : ((await ports.seals?.(db, ids)) ?? []);
  const nameOf = await holderNames(ports, db, rows);
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    holder: { name: nameOf(row), creditCode: row.credit_code },
    programme: row.programme,
    project: row.project,
    applicationId: row.application_id,
    status: row.status,
    notBefore: row.not_before.toISOString(),
    notAfter: row.not_after.toISOString(),
    serials: { sign: row.sign_serial, encrypt: row.encrypt_serial },
    mediumSerial: row.medium_serial,
    seal: carried(seals.filter(({ holdingId }) => holdingId === row.id))?.name ?? null,
    runningApplication: runningFacts(running.find(({ holding_id }) => holding_id === row.id)),
    activatedAt: row.activated_at?.toISOString() ?? null,
    boundAt: row.bound_at?.toISOString() ?? null,
  }));
}

/** The seal a pair carries: made for it, and not over. */
function carried(seals: readonly SealFacts[]): SealFacts | undefined {
  return seals.find(({ status }) => status === 'made' || status === 'installed' || status === 'suspended');
}

function runningFacts(row: BusinessRow | undefined): SubjectFacts['runningApplication'] {
  return row ? { id: row.application_id, number: row.application_number, business: row.business } : null;
}
