import type { CertificateHappening } from '@yinxin/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Clock, Database } from '../../platform/index.ts';
import { requestsAbout } from '../revocation/store.ts';
import type { IssuanceTables } from '../tables.ts';

type Happening = z.input<typeof CertificateHappening>;

const JOURNAL = { intent: 'intended', issue: 'issued' } as const;
const DONE = { revoke: 'revoked', suspend: 'suspended', resume: 'resumed' } as const;

/** What happened to a certificate, from the database and the journal, oldest first. */
export async function historyOf(db: Database, clock: Clock, serial: string): Promise<Happening[]> {
  const tables = db.withTables<IssuanceTables>();
  const certificate = await tables
    .selectFrom('certificate')
    .select(['created_at', 'published_at', 'not_after'])
    .where('serial', '=', serial)
    .executeTakeFirst();
  if (!certificate) return [];
  const found: Happening[] = [happening(certificate.created_at, 'reserved')];
  const entries = await tables
    .selectFrom('journal_entry')
    .select(['kind', 'body', 'at', 'recorded_at'])
    .where(sql<string>`body->>'serial'`, '=', serial)
    .orderBy('id')
    .execute();
  for (const { kind, at, recorded_at } of entries) {
    if (kind !== 'intent' && kind !== 'issue') continue;
    found.push({ ...happening(at, JOURNAL[kind]), journalled: recorded_at !== null });
  }
  if (certificate.published_at) found.push(happening(certificate.published_at, 'published'));
  const journalled = entries.some(
    ({ kind, recorded_at }) => (kind === 'status' || kind === 'revocation') && recorded_at,
  );
  const requests = await requestsAbout(db, serial);
  for (const request of requests) {
    const { id, act, note, reason } = request;
    const asked = { act, note, reason, requestId: id };
    found.push({ ...happening(request.requestedAt, 'asked'), ...asked, by: request.requestedBy.name });
    if (!request.decidedAt) continue;
    const kind = request.status === 'done' ? DONE[act] : 'refused';
    found.push({
      ...happening(request.decidedAt, kind),
      ...asked,
      note: null,
      by: request.decidedBy,
      journalled: request.status === 'done' && journalled,
    });
  }
  const row = await tables
    .selectFrom('revocation')
    .select(['revoked_at', 'reason', 'request_id'])
    .where('serial', '=', serial)
    .executeTakeFirst();
  // Production gave the pair up: nobody asked.
  if (row && !requests.some(({ id }) => id === row.request_id)) {
    found.push({ ...happening(row.revoked_at, 'revoked'), act: 'revoke', reason: row.reason, journalled });
  }
  if (certificate.not_after < clock.now()) found.push(happening(certificate.not_after, 'expired'));
  return found.toSorted((a, b) => a.at.localeCompare(b.at));
}

function happening(at: Date, kind: Happening['kind']): Happening {
  return {
    at: at.toISOString(),
    kind,
    by: null,
    act: null,
    reason: null,
    note: null,
    requestId: null,
    journalled: false,
  };
}
