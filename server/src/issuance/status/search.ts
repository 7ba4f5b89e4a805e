import { sql } from 'kysely';
import type { Clock, Database } from '../../platform/index.ts';
import { serialAsStored } from '../revocation/service.ts';
import type { CertificateUse, IssuanceTables } from '../tables.ts';
import { presentCertificate } from '../views.ts';

type View = ReturnType<typeof presentCertificate>;

/** What certificates are looked for by; everything given must hold. */
export interface CertificateQuery {
  readonly page: number;
  readonly size: number;
  /** Part of serial, subject, order number or medium. */
  readonly q?: string | undefined;
  readonly serial?: string | undefined;
  readonly subject?: string | undefined;
  readonly creditCode?: string | undefined;
  readonly status?: View['status'] | undefined;
  readonly use?: CertificateUse | undefined;
  readonly issuer?: string | undefined;
  readonly application?: string | undefined;
  readonly organisation?: string | undefined;
  /** Window of the end of validity, ISO times, both inclusive. */
  readonly endsFrom?: string | undefined;
  readonly endsUntil?: string | undefined;
}

const escaped = (text: string) => text.trim().replace(/[\\%_]/g, '\\$&');
const inside = (text: string) => `%${escaped(text)}%`;
const beginning = (serial: string) => `${escaped(serialAsStored(serial))}%`;

/** Standings as the rows of `revocation` say them; see `standingOf`. */
const OUT = sql<boolean>`coalesce(revocation.reason, 'removeFromCRL') <> 'removeFromCRL'`;

function matching(db: Database, query: CertificateQuery, now: Date) {
  let from = db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .where('certificate.published_at', 'is not', null);
  const { q, organisation, application, creditCode } = query;
  if (organisation) from = from.where('certificate.organisation_id', '=', organisation);
  if (application) from = from.where('certificate.application_id', '=', application);
  if (query.use) from = from.where('certificate.use', '=', query.use);
  if (query.serial) from = from.where('certificate.serial', 'like', beginning(query.serial));
  if (query.subject) from = from.where('certificate.subject', 'ilike', inside(query.subject));
  if (query.issuer) from = from.where('certificate.issuer', 'ilike', inside(query.issuer));
  if (query.endsFrom) from = from.where('certificate.not_after', '>=', new Date(query.endsFrom));
  if (query.endsUntil) from = from.where('certificate.not_after', '<=', new Date(query.endsUntil));
  if (creditCode) {
    from = from.where('certificate.order_id', 'in', (eb) =>
      eb
        .selectFrom('certificate_order')
        .select('certificate_order.id')
        .where(sql<string>`certificate_order.plan->>'creditCode'`, '=', creditCode.trim().toUpperCase()),
    );
  }
  if (q) {
    from = from.where((eb) =>
      eb.or([
        eb('certificate.serial', 'like', beginning(q)),
        eb('certificate.subject', 'ilike', inside(q)),
        eb('certificate.application_number', 'ilike', inside(q)),
        eb('certificate.medium_serial', 'ilike', inside(q)),
      ]),
    );
  }
  switch (query.status) {
    case 'good':
      return from.where(sql<boolean>`not ${OUT}`).where('certificate.not_after', '>=', now);
    case 'suspended':
      return from.where('revocation.reason', '=', 'certificateHold');
    case 'revoked':
      return from.where(OUT).where('revocation.reason', '<>', 'certificateHold');
    case 'expired':
      return from.where(sql<boolean>`not ${OUT}`).where('certificate.not_after', '<', now);
    case undefined:
      return from;
  }
}

export const CERTIFICATE_COLUMNS = [
  'certificate.serial',
  'certificate.use',
  'certificate.subject',
  'certificate.issuer',
  'certificate.not_before',
  'certificate.not_after',
  'certificate.application_id',
  'certificate.application_number',
  'certificate.medium_serial',
  'certificate.certificate',
  'revocation.revoked_at',
  'revocation.reason',
] as const;

/** Certificates, newest first; only what was published. */
export async function searchCertificates(
  db: Database,
  clock: Clock,
  query: CertificateQuery,
): Promise<{ readonly items: View[]; readonly total: number }> {
  const now = clock.now();
  const from = matching(db, query, now);
  const rows = await from
    .select(CERTIFICATE_COLUMNS)
    .orderBy('certificate.created_at', 'desc')
    .orderBy('certificate.use', 'desc')
    .orderBy('certificate.serial')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items: rows.map((row) => presentCertificate(row, now)), total };
}

/** Certificates by serial, in no order; only what was published. */
export async function certificatesBySerial(db: Database, clock: Clock, serials: readonly string[]): Promise<View[]> {
  if (serials.length === 0) return [];
  const now = clock.now();
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(CERTIFICATE_COLUMNS)
    .where('certificate.serial', 'in', [...serials])
    .where('certificate.published_at', 'is not', null)
    .execute();
  return rows.map((row) => presentCertificate(row, now));
}
