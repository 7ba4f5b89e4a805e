import { type CertificateStatus, REVOCATION_REASONS, type RevocationReason } from '@yinxin/pki';

const isReason = (reason: string): reason is RevocationReason => reason in REVOCATION_REASONS;

/**
 * What a row of `revocation` makes OCSP say. Suspended is revoked with the reason certificateHold; a resumed certificate is
 * good (RFC 6960 §2.2).
 */
export function statusOf(row: { readonly reason: string | null; readonly revoked_at: Date | null }): CertificateStatus {
  const { reason, revoked_at } = row;
  if (reason === null || revoked_at === null || reason === 'removeFromCRL') return { kind: 'good' };
  return { kind: 'revoked', revokedAt: revoked_at, reason: isReason(reason) ? reason : 'unspecified' };
}
