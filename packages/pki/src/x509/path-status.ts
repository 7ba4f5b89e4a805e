import type { Crl } from '../crl/parse.ts';
import { crlStatus } from '../crl/status.ts';
import type { BasicOcspResponse } from '../ocsp/parse-response.ts';
import type { CertificateStatus } from '../ocsp/response.ts';
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

/** What an answer says about a certificate; the responder's own status is looked at where its certificate does not forbid it. */
function answered(
  response: BasicOcspResponse,
  question: { readonly issuer: Certificate; readonly serial: bigint; readonly at: Date },
  { crls = [], demand }: RevocationEvidence,
): CertificateStatus['kind'] {
  const strict = verifyOcspResponse(response, { ...question, crls });
  const lenient = !strict.good && strict.refusal === 'RESPONDER_STATUS_UNKNOWN' && demand !== 'all';
  const verdict = lenient ? verifyOcspResponse(response, question) : strict;
  return verdict.good ? verdict.status.kind : 'unknown';
}

/** Status of one certificate by lists and answers; what says "revoked" outweighs what says "good". */
export function statusOf(
  certificate: Certificate,
  issuer: Certificate,
  at: Date,
  evidence: RevocationEvidence,
): 'good' | 'revoked' | 'unknown' {
  const { crls = [], ocspResponses = [] } = evidence;
  const question = { issuer, serial: certificate.serial, at };
  const kinds = [
    ...ocspResponses.map((response) => answered(response, question, evidence)),
    crlStatus(certificate, { issuer, at, crls }).kind,
  ];
  if (kinds.includes('revoked')) return 'revoked';
  return kinds.includes('good') ? 'good' : 'unknown';
}
