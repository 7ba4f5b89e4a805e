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

/** The delegated OCSP responder 应答者 of a CA (RFC 6960 §2.6): its certificate from that CA, and its own key. */
export interface Responder {
  readonly certificate: Certificate;
  readonly signer: Signer;
}

/** A CA whose certificates are answered for, by its short name. */
export interface AnsweredIssuer {
  readonly name: string;
  readonly certificate: Certificate;
}

/** Where a published certificate stands, and the CA that issued it. */
export interface SerialStatus {
  readonly authority: string;
  readonly status: CertificateStatus;
}

/** Where answers come from. The same for the server itself and for the process that only answers. */
export interface AnswerTools {
  /** The CAs whose certificates are answered for. */
  issuers(): readonly AnsweredIssuer[];
  /** How the signer is named. */
  readonly responderId: 'name' | 'key';
  now(): Date;
  /** The responder of a CA to sign with now. */
  responder(issuer: string): Promise<Responder>;
  /** Status by serial (upper-case hexadecimal); a serial that was never published is absent. */
  statuses(serials: readonly string[]): Promise<ReadonlyMap<string, SerialStatus>>;
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

/** A readable question, the CA it is answered for, and what it asks about that CA. */
export interface Question {
  readonly request: OcspRequest;
  readonly issuer: AnsweredIssuer;
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

/**
 * Reads a question; an answer at once when it cannot be read, asks too much, or is only about other CAs. A responder speaks
 * for one CA (RFC 6960 §4.2.2.2): that of the first certificate we know the issuer of. The others are unknown to it.
 */
export function readQuestion(match: IssuerMatch, bytes: Uint8Array): Question | Answer {
  let request: OcspRequest;
  try {
    request = parseOcspRequest(bytes);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return refusals.malformed;
  }
  if (request.certIds.length > MOST_CERTIFICATES) return refusals.malformed;
  const issuers = request.certIds.map(match);
  const issuer = issuers.find((one) => one !== undefined);
  if (!issuer) return refusals.unauthorized;
  return { request, issuer, ours: new Set(request.certIds.filter((_, i) => issuers[i]?.name === issuer.name)) };
}

/** The issuer a CertID names, if it is one of ours. */
export type IssuerMatch = (certId: CertId) => AnsweredIssuer | undefined;

// A CA stays the same for years: its hashes are made once for each algorithm.
const hashed = new WeakMap<Certificate, Map<string, CertId>>();

function ownId(certificate: Certificate, algorithm: CertId['algorithm']): CertId {
  const known = hashed.get(certificate) ?? new Map<string, CertId>();
  hashed.set(certificate, known);
  const own = known.get(algorithm) ?? certIdOf(certificate, 1n, algorithm);
  known.set(algorithm, own);
  return own;
}

/** Finds the issuer by name and key (RFC 6960 §4.1.1): a CA and its successor with a new key are two. */
export function matchIssuer(issuers: AnswerTools['issuers']): IssuerMatch {
  return ({ algorithm, issuerNameHash, issuerKeyHash }) =>
    issuers().find(({ certificate }) => {
      const own = ownId(certificate, algorithm);
      return equalBytes(issuerKeyHash, own.issuerKeyHash) && equalBytes(issuerNameHash, own.issuerNameHash);
    });
}

/** Signs the answer to a question whose statuses are known. */
export async function signAnswer(
  tools: AnswerTools,
  { request, issuer, ours }: Question,
  known: (serial: string) => SerialStatus | undefined,
): Promise<Answer> {
  // A serial of another CA is none of this one's.
  const statusOf = (serial: string) => {
    const found = known(serial);
    return found?.authority === issuer.name ? found.status : undefined;
  };
  const { certificate, signer } = await tools.responder(issuer.name);
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
    issuer: issuer.certificate,
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
  const match = matchIssuer(tools.issuers);
  return async (bytes) => {
    const question = readQuestion(match, bytes);
    if ('bytes' in question) return question;
    const statuses = await tools.statuses([...question.ours].map(({ serial }) => serialText(serial)));
    return signAnswer(tools, question, (serial) => statuses.get(serial));
  };
}
