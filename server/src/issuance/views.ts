import type { CertificateView, RevocationRequestView } from '@yinxin/contract';
import { encodePem } from '@yinxin/pki';
import type { z } from 'zod';
import type { Clock, Database } from '../platform/index.ts';
import type { RevocationRequest } from './revocation/store.ts';
import type { IssuanceTables } from './tables.ts';

type View = z.input<typeof CertificateView>;

export interface CertificateQuery {
  readonly page: number;
  readonly size: number;
  /** Part of serial, subject, order number or medium. */
  readonly q?: string | undefined;
  readonly status?: View['status'] | undefined;
  readonly organisationId?: string;
}

/** Certificates, newest first; only what was published. */
export async function searchCertificates(
  db: Database,
  clock: Clock,
  query: CertificateQuery,
): Promise<{ readonly items: View[]; readonly total: number }> {
  const now = clock.now();
  let from = db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .where('certificate.published_at', 'is not', null);
  if (query.organisationId) from = from.where('certificate.organisation_id', '=', query.organisationId);
  if (query.q) {
    const text = query.q.trim();
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const serial = `${text.replace(/[\s:]/g, '').toUpperCase()}%`;
    from = from.where((eb) =>
      eb.or([
        eb('certificate.serial', 'like', serial.replace(/[\\_]/g, '\\$&')),
        eb('certificate.subject', 'ilike', like),
        eb('certificate.application_number', 'ilike', like),
        eb('certificate.medium_serial', 'ilike', like),
      ]),
    );
  }
  switch (query.status) {
    case 'good':
      from = from.where('revocation.serial', 'is', null).where('certificate.not_after', '>=', now);
      break;
    case 'revoked':
      from = from.where('revocation.serial', 'is not', null);
      break;
    case 'expired':
      from = from.where('revocation.serial', 'is', null).where('certificate.not_after', '<', now);
      break;
    case undefined:
  }
  const rows = await from
    .select([
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
    ])
    .orderBy('certificate.created_at', 'desc')
    .orderBy('certificate.use', 'desc')
    .orderBy('certificate.serial')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const items = rows.map(
    (row): View => ({
      serial: row.serial,
      use: row.use,
      subject: row.subject,
      issuer: row.issuer,
      notBefore: row.not_before.toISOString(),
      notAfter: row.not_after.toISOString(),
      status: row.revoked_at ? 'revoked' : row.not_after < now ? 'expired' : 'good',
      revokedAt: row.revoked_at?.toISOString() ?? null,
      revocationReason: row.reason,
      applicationId: row.application_id,
      applicationNumber: row.application_number,
      mediumSerial: row.medium_serial,
      pem: encodePem('CERTIFICATE', row.certificate ?? new Uint8Array()),
    }),
  );
  return { items, total };
}

export function presentRevocation(request: RevocationRequest): z.input<typeof RevocationRequestView> {
  return {
    id: request.id,
    serials: [...request.serials],
    subject: request.subject,
    reason: request.reason,
    note: request.note,
    requestedBy: request.requestedBy.name,
    requestedAt: request.requestedAt.toISOString(),
    status: request.status,
    decidedBy: request.decidedBy,
  };
}
