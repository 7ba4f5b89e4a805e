import { type SignatureAlgorithm, type Signer, signatureAlgorithmIdentifier } from '../algorithms/signature.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../crl/reason.ts';
import { der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { keyIdentifier } from '../spki/spki.ts';
import { extension } from '../x509/extension.ts';
import type { Certificate } from '../x509/parse.ts';
import type { CertId } from './cert-id.ts';
import { nonceExtension } from './request.ts';

/** Whole-response results (RFC 6960 §4.2.1). */
export const OCSP_STATUS = {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;
export type OcspStatus = keyof typeof OCSP_STATUS;

/** State of one certificate 证书状态. */
export type CertificateStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly revokedAt: Date; readonly reason: RevocationReason }
  | { readonly kind: 'unknown' };

/** The answer about one certificate. */
export interface SingleResponse {
  readonly certId: CertId;
  readonly status: CertificateStatus;
  readonly thisUpdate: Date;
  /** Until when the answer may be kept; needed in answers made in advance. */
  readonly nextUpdate?: Date;
  /** Since when the responder remembers certificates that have expired (RFC 6960 §4.4.4). */
  readonly archiveCutoff?: Date;
}

/** What a successful answer says. */
export interface OcspResponseData {
  /** Certificate of the signer: the delegated responder, or the CA itself. */
  readonly responder: Certificate;
  /** How the signer is named; by name unless told, because some clients misread the other. */
  readonly responderBy?: 'name' | 'key';
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  /** The nonce of the request; none in answers made in advance. */
  readonly nonce?: Uint8Array;
  /** Whether the responder's certificate is sent along; yes for a delegated one. */
  readonly includeCertificate?: boolean;
}

const cutoffExtension = (since: Date): Uint8Array =>
  extension(OID.ocspArchiveCutoff, false, der.generalizedTime(since));

function encodeStatus(status: CertificateStatus): Uint8Array {
  switch (status.kind) {
    case 'good':
      return der.implicitPrimitive(0, new Uint8Array(0));
    case 'unknown':
      return der.implicitPrimitive(2, new Uint8Array(0));
    case 'revoked':
      if (status.reason === 'removeFromCRL') {
        throw new PkiError('OCSP_REASON', 'a certificate taken off the list is good, not revoked');
      }
      return der.explicit(
        1,
        der.generalizedTime(status.revokedAt),
        ...(status.reason === 'unspecified'
          ? []
          : [der.explicit(0, der.enumerated(REVOCATION_REASONS[status.reason]))]),
      );
  }
}

function encodeSingle({ certId, status, thisUpdate, nextUpdate, archiveCutoff }: SingleResponse): Uint8Array {
  return der.sequence(
    certId.raw,
    encodeStatus(status),
    der.generalizedTime(thisUpdate),
    ...(nextUpdate === undefined ? [] : [der.explicit(0, der.generalizedTime(nextUpdate))]),
    ...(archiveCutoff === undefined ? [] : [der.explicit(1, der.sequence(cutoffExtension(archiveCutoff)))]),
  );
}

/** ResponseData: the bytes to be signed of an answer. Throws `OCSP_NONCE`, `OCSP_REASON`, `TIME_INVALID`. */
export function buildTbsOcspResponse(data: OcspResponseData): Uint8Array {
  const { responder, nonce } = data;
  const id =
    data.responderBy === 'key'
      ? der.explicit(2, der.octetString(keyIdentifier(responder.publicKey)))
      : der.explicit(1, responder.subjectRaw);
  return der.sequence(
    id,
    der.generalizedTime(data.producedAt),
    der.sequence(...data.responses.map(encodeSingle)),
    ...(nonce === undefined ? [] : [der.explicit(1, der.sequence(nonceExtension(nonce)))]),
  );
}

/** Joins signed ResponseData into a complete OCSPResponse (RFC 6960 §4.2.1). */
export function assembleOcspResponse(
  tbs: Uint8Array,
  signature: Uint8Array,
  certificates: readonly Uint8Array[],
  algorithm: SignatureAlgorithm = 'sm2-sm3',
): Uint8Array {
  const basic = der.sequence(
    tbs,
    signatureAlgorithmIdentifier(algorithm),
    der.bitString(signature),
    ...(certificates.length === 0 ? [] : [der.explicit(0, der.sequence(...certificates))]),
  );
  return der.sequence(
    der.enumerated(OCSP_STATUS.successful),
    der.explicit(0, der.sequence(der.oid(OID.ocspBasic), der.octetString(basic))),
  );
}

/** A signed answer in DER; `signer` must hold the responder's key. */
export async function buildOcspResponse(data: OcspResponseData, signer: Signer): Promise<Uint8Array> {
  const tbs = buildTbsOcspResponse(data);
  const include = data.includeCertificate ?? !data.responder.extensions.basicConstraints?.ca;
  return assembleOcspResponse(tbs, await signer.sign(tbs), include ? [data.responder.raw] : [], signer.algorithm);
}

/** An answer that only says why there is none. */
export function buildOcspError(status: Exclude<OcspStatus, 'successful'>): Uint8Array {
  return der.sequence(der.enumerated(OCSP_STATUS[status]));
}
