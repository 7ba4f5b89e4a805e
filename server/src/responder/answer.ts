import { equalBytes } from '@yinxin/gm';
import {
  buildOcspError,
  buildOcspResponse,
  type CertId,
  type Certificate,
  type CertificateStatus,
  certIdOf,
  type OcspRequest,
  PkiError,
  parseOcspRequest,
  type Signer,
  serialText,
} from '@yinxin/pki';
import { checkAnswer } from './check.ts';

/** The delegated OCSP responder 应答者 (RFC 6960 §2.6): its certificate from the issuing CA, and its own key. */
export interface Responder {
  readonly certificate: Certificate;
  readonly signer: Signer;
}

/** Where answers come from. The same for the server itself and for the process that only answers. */
export interface AnswerTools {
  /** The CA whose certificates are answered for. */
  readonly issuer: Certificate;
  /** How the signer is named. */
  readonly responderId: 'name' | 'key';
  now(): Date;
  /** The responder to sign with now. */
  responder(): Promise<Responder>;
  /** Status by serial (upper-case hexadecimal); a serial that was never published is absent. */
  statuses(serials: readonly string[]): Promise<ReadonlyMap<string, CertificateStatus>>;
}

/** One answer in DER, and how long HTTP may keep it. */
export interface Answer {
  readonly bytes: Buffer;
  /** Present when anybody who asks the same may get the same: successful, no nonce. */
  readonly fresh: { readonly from: Date; readonly until: Date } | undefined;
}

/** How long an answer may be believed. */
export const FRESH_MS = 3_600_000;
/** Certificates in one question; more would only be a way to make the responder work. */
export const MOST_CERTIFICATES = 32;

/** The serials a readable question asks this CA about. */
export interface Question {
  readonly request: OcspRequest;
  readonly ours: ReadonlySet<CertId>;
}

const refusals = {
  malformed: refusal('malformedRequest'),
  unauthorized: refusal('unauthorized'),
  tryLater: refusal('tryLater'),
} as const;

function refusal(status: 'malformedRequest' | 'unauthorized' | 'tryLater'): Answer {
  return { bytes: Buffer.from(buildOcspError(status)), fresh: undefined };
}

/** What is answered when something behind the responder does not work now. */
export const TRY_LATER = refusals.tryLater;

/** Reads a question; an answer at once when it cannot be read, asks too much, or is only about other CAs. */
export function readQuestion(issuer: IssuerMatch, bytes: Uint8Array): Question | Answer {
  let request: OcspRequest;
  try {
    request = parseOcspRequest(bytes);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return refusals.malformed;
  }
  if (request.certIds.length > MOST_CERTIFICATES) return refusals.malformed;
  const ours = new Set(request.certIds.filter(issuer));
  return ours.size === 0 ? refusals.unauthorized : { request, ours };
}

/** Whether a CertID names the issuer. */
export type IssuerMatch = (certId: CertId) => boolean;

/** Compares with hashes of the issuer made once, instead of making them for each question. */
export function matchIssuer(issuer: Certificate): IssuerMatch {
  const known = new Map<string, CertId>();
  return ({ algorithm, issuerNameHash, issuerKeyHash }) => {
    let own = known.get(algorithm);
    if (own === undefined) {
      own = certIdOf(issuer, 1n, algorithm);
      known.set(algorithm, own);
    }
    return equalBytes(issuerNameHash, own.issuerNameHash) && equalBytes(issuerKeyHash, own.issuerKeyHash);
  };
}

/** Signs the answer to a question whose statuses are known. */
export async function signAnswer(
  tools: AnswerTools,
  { request, ours }: Question,
  statusOf: (serial: string) => CertificateStatus | undefined,
): Promise<Answer> {
  const { certificate, signer } = await tools.responder();
  const from = new Date(Math.floor(tools.now().getTime() / 1000) * 1000);
  const until = new Date(from.getTime() + FRESH_MS);
  const { certIds, nonce } = request;
  const responses = certIds.map((certId) => ({
    certId,
    status: (ours.has(certId) ? statusOf(serialText(certId.serial)) : undefined) ?? { kind: 'unknown' as const },
    thisUpdate: from,
    nextUpdate: until,
  }));
  const bytes = await buildOcspResponse(
    {
      responder: certificate,
      responderBy: tools.responderId,
      producedAt: from,
      responses,
      ...(nonce === undefined ? {} : { nonce }),
    },
    signer,
  );
  checkAnswer(bytes, {
    responder: certificate,
    issuer: tools.issuer,
    at: from,
    shape: `${responses.map(({ status }) => status.kind).join()} ${nonce !== undefined} ${tools.responderId}`,
    isPublished: (serial) => statusOf(serial) !== undefined,
  });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes: buffer, fresh: nonce === undefined ? { from, until } : undefined };
}

/**
 * Answers an OCSP request (RFC 6960): DER in, DER out, always an answer. Unreadable or with too many certificates:
 * malformedRequest; only about other CAs: unauthorized. A certificate that was never published is unknown.
 */
export function liveResponder(tools: AnswerTools): (request: Uint8Array) => Promise<Answer> {
  const match = matchIssuer(tools.issuer);
  return async (bytes) => {
    const question = readQuestion(match, bytes);
    if ('bytes' in question) return question;
    const statuses = await tools.statuses([...question.ours].map(({ serial }) => serialText(serial)));
    return signAnswer(tools, question, (serial) => statuses.get(serial));
  };
}
