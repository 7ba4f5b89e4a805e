import type { Crl } from '../crl/parse.ts';
import { crlStatus } from '../crl/status.ts';
import type { BasicOcspResponse } from '../ocsp/parse-response.ts';
import { verifyOcspResponse } from '../ocsp/verify.ts';
import type { Certificate } from './parse.ts';

/** What is known about revocation when a path is looked at. Nothing is fetched. */
export interface RevocationEvidence {
  /** Full, delta and sharded lists of any of the CAs, in any order. */
  readonly crls?: readonly Crl[];
  readonly ocspResponses?: readonly BasicOcspResponse[];
  /**
   * `all`: the status of every certificate below the anchor must be known. `end`: that of the end certificate only.
   * `known`: a certificate is refused only when it is known to be revoked.
   */
  readonly demand: 'all' | 'end' | 'known';
}

/** Status of one certificate by lists and answers; what says "revoked" outweighs what says "good". */
export function statusOf(
  certificate: Certificate,
  issuer: Certificate,
  at: Date,
  { crls = [], ocspResponses = [] }: RevocationEvidence,
): 'good' | 'revoked' | 'unknown' {
  const kinds: string[] = ocspResponses.map((response) => {
    const verdict = verifyOcspResponse(response, { issuer, serial: certificate.serial, at });
    return verdict.good ? verdict.status.kind : 'unknown';
  });
  kinds.push(crlStatus(certificate, { issuer, at, crls }).kind);
  if (kinds.includes('revoked')) return 'revoked';
  return kinds.includes('good') ? 'good' : 'unknown';
}
