import { equalBytes } from '@yinxin/gm';
import { verifySignature } from '../algorithms/signature.ts';
import { sameKey } from '../algorithms/signer.ts';
import type { Crl } from '../crl/parse.ts';
import { crlStatus } from '../crl/status.ts';
import { sameName } from '../names/name.ts';
import { OID } from '../oids.ts';
import { keyIdentifier } from '../spki/spki.ts';
import { type Certificate, verifyCertificateSignature } from '../x509/parse.ts';
import { type CertId, isIssuedBy } from './cert-id.ts';
import type { BasicOcspResponse } from './parse-response.ts';
import type { CertificateStatus, SingleResponse } from './response.ts';

/** Why an answer is not believed. */
export type OcspRefusal =
  | 'RESPONDER_UNKNOWN'
  | 'RESPONDER_NOT_AUTHORISED'
  | 'RESPONDER_REVOKED'
  | 'RESPONDER_STATUS_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'NONCE_MISMATCH'
  | 'NOT_ABOUT_THIS_CERTIFICATE'
  | 'NOT_YET_VALID'
  | 'STALE';

export type OcspVerdict =
  | { readonly good: true; readonly status: CertificateStatus; readonly responder: Certificate }
  | { readonly good: false; readonly refusal: OcspRefusal };

/** What was asked, of whom, and when the answer is looked at. */
export interface OcspQuestion {
  /** Issuer of the certificate in question. */
  readonly issuer: Certificate;
  readonly serial: bigint;
  /** The nonce that was sent; an answer with another one is never believed. */
  readonly nonce?: Uint8Array;
  /** Whether an answer without a nonce is believed although one was sent: made in advance, as large responders do. */
  readonly preproducedAllowed?: boolean;
  readonly at: Date;
  /** How old an answer without `nextUpdate` may be, in milliseconds; an hour unless told. */
  readonly maxAge?: number;
  /**
   * Lists of the issuer: with them the status of a delegated responder must be known, unless its certificate says that
   * it is not to be asked for (id-pkix-ocsp-nocheck).
   */
  readonly crls?: readonly Crl[];
}

// Clocks of responder and verifier may differ a little.
const CLOCK_SKEW_MS = 5 * 60 * 1000;
const MAX_AGE_MS = 3_600_000;

const isNamed = ({ responderId }: BasicOcspResponse, certificate: Certificate): boolean =>
  responderId.by === 'name'
    ? sameName(responderId.value, certificate.subjectRaw)
    : equalBytes(responderId.value, keyIdentifier(certificate.publicKey));

/** RFC 6960 §4.2.2.2: issued by the same CA, for this purpose, valid now. */
function isAuthorised(responder: Certificate, { issuer, at }: OcspQuestion): boolean {
  return (
    sameName(responder.issuerRaw, issuer.subjectRaw) &&
    responder.extensions.extendedKeyUsage.includes(OID.ocspSigning) &&
    responder.extensions.unknownCritical.length === 0 &&
    (responder.extensions.keyUsage?.includes('digitalSignature') ?? true) &&
    at >= responder.notBefore &&
    // notAfter is the last valid second, the whole of it.
    at.getTime() < responder.notAfter.getTime() + 1000 &&
    verifyCertificateSignature(responder, issuer)
  );
}

/** Whether the responder itself is still trusted by its CA (RFC 6960 §4.2.2.2.1). */
function responderRefusal(responder: Certificate, { issuer, at, crls }: OcspQuestion): OcspRefusal | undefined {
  if (crls === undefined || responder.extensions.ocspNoCheck) return undefined;
  const { kind } = crlStatus(responder, { issuer, at, crls });
  if (kind === 'revoked') return 'RESPONDER_REVOKED';
  return kind === 'unknown' ? 'RESPONDER_STATUS_UNKNOWN' : undefined;
}

const isAbout = (certId: CertId, { issuer, serial }: OcspQuestion): boolean =>
  certId.serial === serial && isIssuedBy(certId, issuer);

function nonceFits({ nonce }: BasicOcspResponse, question: OcspQuestion): boolean {
  if (question.nonce === undefined) return true;
  return nonce === undefined ? question.preproducedAllowed === true : equalBytes(nonce, question.nonce);
}

function timeRefusal({ thisUpdate, nextUpdate }: SingleResponse, { at, maxAge }: OcspQuestion) {
  const now = at.getTime();
  if (thisUpdate.getTime() > now + CLOCK_SKEW_MS) return 'NOT_YET_VALID';
  const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + (maxAge ?? MAX_AGE_MS);
  return until < now - CLOCK_SKEW_MS ? 'STALE' : undefined;
}

/**
 * Decides whether an answer is believed (RFC 6960 §3.2), signed by the CA itself or by a responder it delegated to: issued
 * by the same key, for this purpose, valid, and not revoked.
 */
export function verifyOcspResponse(response: BasicOcspResponse, question: OcspQuestion): OcspVerdict {
  const refuse = (refusal: OcspRefusal): OcspVerdict => ({ good: false, refusal });
  const responder = [question.issuer, ...response.certificates].find((candidate) => isNamed(response, candidate));
  if (responder === undefined) return refuse('RESPONDER_UNKNOWN');
  if (!sameKey(responder, question.issuer)) {
    if (!isAuthorised(responder, question)) return refuse('RESPONDER_NOT_AUTHORISED');
    const refusal = responderRefusal(responder, question);
    if (refusal !== undefined) return refuse(refusal);
  }
  if (!verifySignature(response.algorithm, responder, response.tbs, response.signature)) {
    return refuse('SIGNATURE_INVALID');
  }
  if (!nonceFits(response, question)) return refuse('NONCE_MISMATCH');
  const single = response.responses.find(({ certId }) => isAbout(certId, question));
  if (single === undefined) return refuse('NOT_ABOUT_THIS_CERTIFICATE');
  const refusal = timeRefusal(single, question);
  return refusal === undefined ? { good: true, status: single.status, responder } : refuse(refusal);
}
