import type { StatusOverview } from '@yinxin/contract';
import { nameText } from '@yinxin/pki';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Clock, Config, Database } from '../../platform/index.ts';
import type { StatusAddresses } from '../addresses.ts';
import { type Authorities, isIssuer } from '../authority/registry.ts';
import type { AuthorityRow } from '../authority/rows.ts';
import type { IssuanceTables } from '../tables.ts';
import { LISTED_WITHIN_MS } from './consequences.ts';
import { scopeName } from './lists/scope.ts';
import { newestLists, type PublishedList, waitingChanges } from './lists/store.ts';
import type { OcspAnswers } from './ocsp.ts';
import texts from './warnings.json' with { type: 'json' };

type Overview = z.input<typeof StatusOverview>;
type Warning = Overview['warnings'][number];

const DAY = 86_400_000;
/** The responder is renewed 30 days before its end: later than this something is wrong. */
const RENEW_SOON_DAYS = 21;
/** A full list is made every day; one that is older by half a day is late. */
const LATE_MS = 1.5 * DAY;
const MOST_COUNTED = 1_000_000;

export interface OverviewTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Config;
  readonly addresses: StatusAddresses;
  readonly authorities: Pick<Authorities, 'rows'>;
  readonly ocsp: OcspAnswers | undefined;
}

/** State of CRLs and OCSP, with what somebody should look at. */
export async function statusOverview(tools: OverviewTools): Promise<Overview> {
  const { db, clock, config, addresses } = tools;
  const own = tools.authorities.rows().filter(({ store, certificate }) => store !== null && certificate !== null);
  const authorities = await Promise.all(own.map((row) => authorityState(tools, row)));
  const responder = await responderState(db, clock);
  const warnings: Warning[] = authorities.flatMap(({ authority, lists, waiting }) => [
    ...lists.filter((list) => list.overdue).map((list) => warning('CRL_OVERDUE', { list: list.url })),
    ...(lists.length === 0 ? [warning('CRL_MISSING', { authority })] : []),
    ...(waiting > 0 && lists.some((list) => list.overdue)
      ? [warning('CHANGES_WAIT', { authority, count: waiting })]
      : []),
  ]);
  if (responder === null) warnings.push(warning('RESPONDER_MISSING', {}));
  else if (responder.renewSoon) warnings.push(warning('RESPONDER_ENDS', { days: responder.daysLeft }));
  return {
    authorities,
    responder,
    ocsp: {
      url: addresses.ocsp,
      answersPerMinute: tools.ocsp?.perMinute() ?? 0,
      responderId: config.status.ocspResponderId,
    },
    warnings,
  };
}

async function authorityState(tools: OverviewTools, row: AuthorityRow): Promise<Overview['authorities'][number]> {
  const { db, clock, config, addresses } = tools;
  const { name: role, certificate } = row;
  if (!certificate) throw new Error(`the CA ${role} has no certificate`);
  const now = clock.now().getTime();
  const waiting = await waitingChanges(db, role, MOST_COUNTED);
  const oldest = await oldestWaiting(db, role);
  const waitsTooLong = oldest !== null && now - oldest.getTime() > LISTED_WITHIN_MS;
  const lists = await newestLists(db, role);
  const present = (list: PublishedList) => {
    const age = now - list.thisUpdate.getTime();
    const isLate = list.kind === 'full' && age > LATE_MS;
    return {
      url: addresses.list(scopeName(list)),
      kind: list.kind,
      shard: list.shard,
      number: list.number,
      baseNumber: list.base,
      thisUpdate: list.thisUpdate.toISOString(),
      nextUpdate: list.nextUpdate.toISOString(),
      entries: list.entries,
      bytes: list.bytes,
      ageSeconds: Math.round(age / 1000),
      overdue: isLate || list.nextUpdate.getTime() <= now || (list.shard === 0 && waitsTooLong),
    };
  };
  const { rows } = await sql<{ suspended: number; revoked: number }>`
    select count(*) filter (where reason = 'certificateHold')::int as suspended,
      count(*) filter (where reason not in ('certificateHold', 'removeFromCRL'))::int as revoked
    from revocation where authority = ${role}`.execute(db);
  return {
    authority: role,
    name: nameText(certificate.subject),
    certificateEnds: certificate.notAfter.toISOString(),
    shards: isIssuer(row) ? config.status.crlShards : 1,
    revoked: rows[0]?.revoked ?? 0,
    suspended: rows[0]?.suspended ?? 0,
    waiting,
    lists: lists.map(present),
  };
}

async function oldestWaiting(db: Database, role: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(revoked_at) as at from revocation
    where authority = ${role} and listed is null`.execute(db);
  return rows[0]?.at ?? null;
}

/** The responder that ends first, of the newest of each CA. */
async function responderState(db: Database, clock: Clock): Promise<Overview['responder']> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('responder')
    .innerJoin('certificate', 'certificate.order_id', 'responder.order_id')
    .distinctOn('certificate.authority')
    .select(['certificate.serial', 'certificate.subject', 'certificate.not_after'])
    .where('certificate.published_at', 'is not', null)
    .orderBy('certificate.authority')
    .orderBy('certificate.not_after', 'desc')
    .execute();
  const row = rows.toSorted((a, b) => a.not_after.getTime() - b.not_after.getTime())[0];
  if (!row) return null;
  const daysLeft = Math.floor((row.not_after.getTime() - clock.now().getTime()) / DAY);
  return {
    subject: row.subject,
    serial: row.serial,
    ends: row.not_after.toISOString(),
    daysLeft,
    renewSoon: daysLeft < RENEW_SOON_DAYS,
  };
}

function warning(code: keyof typeof texts, params: Readonly<Record<string, string | number>>): Warning {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { code, detail: { zh: fill(texts[code].zh), en: fill(texts[code].en) } };
}
