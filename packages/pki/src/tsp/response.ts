import type { DigestAlgorithm } from '../algorithms/digest.ts';
import type { Signer } from '../algorithms/signer.ts';
import type { MessageFamily } from '../cms/content-type.ts';
import { buildSignedData } from '../cms/sign.ts';
import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import type { Certificate } from '../x509/parse.ts';
import { parseTimestampRequest, type TimestampRequest } from './request.ts';
import { encodeTimestampInfo, TST_INFO } from './tst-info.ts';

/** Why a timestamp is refused (PKIFailureInfo, RFC 3161 §2.4.2): the numbers are the bits. */
export const TIMESTAMP_FAILURES = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const;
export type TimestampFailure = keyof typeof TIMESTAMP_FAILURES;

/** A timestamp authority 时间戳机构: its key, and what it does. */
export interface TimestampAuthority {
  readonly signer: Signer;
  /** With extendedKeyUsage timeStamping, critical and alone (RFC 3161 §2.3). */
  readonly certificate: Certificate;
  /** Certificates sent along when asked for, in DER. */
  readonly chain?: readonly Uint8Array[];
  /** Policies in the order of preference; the first one is meant when none is asked for. */
  readonly policies: readonly [string, ...string[]];
  /** Hashes accepted in requests. */
  readonly digests: readonly DigestAlgorithm[];
  readonly accuracyMicros?: number;
  readonly ordering?: boolean;
  /** Outer family of the token; RFC 5652 unless told, as BouncyCastle and most authorities have it. */
  readonly family?: MessageFamily;
}

const STATUS_GRANTED = 0;
const STATUS_REJECTION = 2;

/** An answer that says why there is no timestamp. `text` is shown to people and carries nothing secret. */
export function buildTimestampRefusal(failure: TimestampFailure, text: string): Uint8Array {
  return der.sequence(
    der.sequence(
      der.integer(STATUS_REJECTION),
      der.sequence(der.utf8String(text)),
      der.namedBits([TIMESTAMP_FAILURES[failure]]),
    ),
  );
}

/** What an authority has against a request; undefined when nothing. */
export function timestampFailure(
  request: TimestampRequest,
  authority: TimestampAuthority,
): TimestampFailure | undefined {
  if (!authority.digests.includes(request.imprint.algorithm)) return 'badAlg';
  if (request.policy !== undefined && !authority.policies.includes(request.policy)) return 'unacceptedPolicy';
  return request.extensions.length > 0 ? 'unacceptedExtension' : undefined;
}

/** A token over a request that has been accepted: SignedData in DER. Throws what the signer throws. */
async function buildToken(
  request: TimestampRequest,
  authority: TimestampAuthority,
  { serial, time }: { readonly serial: bigint; readonly time: Date },
): Promise<Uint8Array> {
  const { certificate, signer, family = 'cms', chain = [], ordering = false } = authority;
  const { imprint, nonce, policy = authority.policies[0] } = request;
  const info = { policy, imprint, serial, time, accuracyMicros: authority.accuracyMicros, ordering, nonce };
  return buildSignedData({
    family,
    contentType: TST_INFO,
    content: encodeTimestampInfo(info, certificate.subjectRaw),
    signers: [{ signer, certificate, attributes: { signingTime: time, signingCertificate: true } }],
    certificates: request.certificate ? chain : [],
    ...(request.certificate ? {} : { withoutSignerCertificates: true }),
  });
}

/**
 * Answers a request: a granted token, or the refusal with its reason. `serial` must be new for this authority and is
 * spent only on a token. Throws only what the signer throws (answer that with `systemFailure`).
 *
 * @example
 * const answer = await answerTimestampRequest(body, authority, { serial: newSerial(), time: clock.now() });
 */
export async function answerTimestampRequest(
  bytes: Uint8Array,
  authority: TimestampAuthority,
  stamp: { readonly serial: bigint; readonly time: Date },
): Promise<Uint8Array> {
  let request: TimestampRequest;
  try {
    request = parseTimestampRequest(bytes);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return error.code === 'ALGORITHM_UNSUPPORTED'
      ? buildTimestampRefusal('badAlg', 'the hash algorithm is not accepted')
      : buildTimestampRefusal('badDataFormat', 'the request cannot be read');
  }
  const failure = timestampFailure(request, authority);
  if (failure !== undefined) return buildTimestampRefusal(failure, `the request is not accepted: ${failure}`);
  const token = await buildToken(request, authority, stamp);
  return der.sequence(der.sequence(der.integer(STATUS_GRANTED)), token);
}

/** An answer as read: a token (SignedData in DER, not yet verified) or a refusal. */
export type TimestampResponse =
  | { readonly granted: true; readonly token: Uint8Array }
  | {
      readonly granted: false;
      /** PKIStatus: 2 rejection, 3 waiting, 4 and 5 about revocation. */
      readonly status: number;
      /** Undefined for none, or one that RFC 3161 does not know. */
      readonly failure: TimestampFailure | undefined;
      readonly text: string;
    };

const isFailure = (name: string): name is TimestampFailure => Object.hasOwn(TIMESTAMP_FAILURES, name);

function failureOf(bits: Uint8Array): TimestampFailure | undefined {
  const isSet = (bit: number): boolean => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  return Object.keys(TIMESTAMP_FAILURES).find(
    (name): name is TimestampFailure => isFailure(name) && isSet(TIMESTAMP_FAILURES[name]),
  );
}

/** Reads an answer. Throws `TSP_MALFORMED` when status and token contradict each other, `DER_*`. */
export function parseTimestampResponse(bytes: Uint8Array): TimestampResponse {
  const all = DerReader.over(bytes);
  const reader = all.sequence();
  all.end();
  const info = reader.sequence();
  const status = info.smallInteger();
  const texts = info.peek() === TAG.SEQUENCE ? [...info.sequence().rest()] : [];
  const failure = info.peek() === TAG.BIT_STRING ? failureOf(info.bits().bytes) : undefined;
  info.end();
  const token = reader.optional(TAG.SEQUENCE)?.raw;
  reader.end();
  // 0 is granted, 1 granted with changes, for instance another policy.
  const granted = status <= 1;
  if (granted !== (token !== undefined)) throw new PkiError('TSP_MALFORMED', 'status and token contradict each other');
  if (token !== undefined) return { granted: true, token };
  const text = texts.map((value) => new TextDecoder().decode(value.content)).join(' ');
  return { granted: false, status, failure, text };
}
