import type { CertificateView, RevocationRequestView } from '@yinxin/contract';
import { encodePem } from '@yinxin/pki';
import type { z } from 'zod';
import { standingOf } from './revocation/rules.ts';
import type { RevocationRequest } from './revocation/store.ts';
import type { CertificateUse, IssuanceTables } from './tables.ts';

type View = z.input<typeof CertificateView>;

/** A row of `certificate` with what `revocation` says of it. */
export type CertificateRow = Pick<
  IssuanceTables['certificate'],
  | 'serial'
  | 'subject'
  | 'issuer'
  | 'not_before'
  | 'not_after'
  | 'application_id'
  | 'application_number'
  | 'medium_serial'
  | 'certificate'
> & { readonly use: CertificateUse; readonly revoked_at: Date | null; readonly reason: string | null };

/** A certificate as people see it. A resumed one is good again and shows no reason. */
export function presentCertificate(row: CertificateRow, now: Date): View {
  const standing = standingOf(row.reason);
  const status = standing === 'good' && row.not_after < now ? 'expired' : standing;
  return {
    serial: row.serial,
    use: row.use,
    subject: row.subject,
    issuer: row.issuer,
    notBefore: row.not_before.toISOString(),
    notAfter: row.not_after.toISOString(),
    status,
    revokedAt: standing === 'good' ? null : (row.revoked_at?.toISOString() ?? null),
    revocationReason: standing === 'good' ? null : row.reason,
    applicationId: row.application_id,
    applicationNumber: row.application_number,
    mediumSerial: row.medium_serial,
    pem: encodePem('CERTIFICATE', row.certificate ?? new Uint8Array()),
  };
}

export function presentRevocation(request: RevocationRequest): z.input<typeof RevocationRequestView> {
  return {
    id: request.id,
    act: request.act,
    serials: [...request.serials],
    subject: request.subject,
    reason: request.reason,
    invalidityDate: request.invalidityDate?.toISOString() ?? null,
    note: request.note,
    requestedBy: request.requestedBy.name,
    requestedAt: request.requestedAt.toISOString(),
    status: request.status,
    decidedBy: request.decidedBy,
    decidedAt: request.decidedAt?.toISOString() ?? null,
  };
}
