import { encodeRevokedEntry, REVOCATION_REASONS, type RevocationReason } from '@yinxin/pki';

/** One change of status as a CRL says it. */
export interface EntryData {
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly revokedAt: Date;
  /** A CRLReason of RFC 5280 §5.3.1; one nobody defined is left out. */
  readonly reason: string;
  readonly invalidityDate: Date | null;
}

const isReason = (reason: string): reason is RevocationReason => reason in REVOCATION_REASONS;

/**
 * One member of revokedCertificates in DER. Made once, when the status changes, and kept with it: a list of a million
 * entries is then only put together, never encoded.
 */
export function encodeEntry({ serial, revokedAt, reason, invalidityDate }: EntryData): Uint8Array {
  return encodeRevokedEntry({
    serial: BigInt(`0x${serial}`),
    revokedAt,
    reason: isReason(reason) ? reason : 'unspecified',
    ...(invalidityDate === null ? {} : { invalidityDate }),
  });
}
