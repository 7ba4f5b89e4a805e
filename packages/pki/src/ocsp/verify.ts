import { equalBytes } from '@yinxin/gm';
import { verifySignature } from '../algorithms/signature.ts';
import { sameKey } from '../algorithms/signer.ts';
import { sameName } from '../names/name.ts';
import { OID } from '../oids.ts';
import { keyIdentifier } from '../spki/spki.ts';
import { type Certificate, verifyCertificateSignature } from '../x509/parse.ts';
import { type CertId, isIssuedBy } from './cert-id.ts';
import type { BasicOcspResponse } from './parse-response.ts';
import type { CertificateStatus } from './response.ts';

/** Why an answer is not believed. */
export type OcspRefusal =
  | 'RESPONDER_UNKNOWN'
  | 'RESPONDER_NOT_AUTHORISED'
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
  readonly nonce?: Uint8Array;
  readonly at: Date;
}

// Clocks of responder and verifier may differ a little.
const CLOCK_SKEW_MS = 5 * 60 * 1000;

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
    at <= responder.notAfter &&
    verifyCertificateSignature(responder, issuer)
  );
}

const isAbout = (certId: CertId, { issuer, serial }: OcspQuestion): boolean =>
  certId.serial === serial && isIssuedBy(certId, issuer);

/** Decides whether an answer is believed (RFC 6960 §3.2), signed by the CA itself or by its delegated responder. */
export function verifyOcspResponse(response: BasicOcspResponse, question: OcspQuestion): OcspVerdict {
  const refuse = (refusal: OcspRefusal): OcspVerdict => ({ good: false, refusal });
  const responder = [question.issuer, ...response.certificates].find((candidate) => isNamed(response, candidate));
  if (responder === undefined) return refuse('RESPONDER_UNKNOWN');
  const isCa = sameKey(responder, question.issuer);
  if (!isCa && !isAuthorised(responder, question)) return refuse('RESPONDER_NOT_AUTHORISED');
  if (!verifySignature(response.algorithm, responder, response.tbs, response.signature)) {
    return refuse('SIGNATURE_INVALID');
  }
  if (question.nonce !== undefined && !(response.nonce && equalBytes(response.nonce, question.nonce))) {
    return refuse('NONCE_MISMATCH');
  }
  const single = response.responses.find(({ certId }) => isAbout(certId, question));
  if (single === undefined) return refuse('NOT_ABOUT_THIS_CERTIFICATE');
  const now = question.at.getTime();
  if (single.thisUpdate.getTime() > now + CLOCK_SKEW_MS) return refuse('NOT_YET_VALID');
  if (single.nextUpdate !== undefined && single.nextUpdate.getTime() < now - CLOCK_SKEW_MS) return refuse('STALE');
  return { good: true, status: single.status, responder };
}
