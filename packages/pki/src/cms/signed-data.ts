import { type DigestAlgorithm, parseDigestAlgorithm } from '../algorithms/digest.ts';
import type { SignatureAlgorithm } from '../algorithms/signature.ts';
import { DerReader, type DerValue, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type AttributeSet, parseAttributes } from './attributes.ts';
import { MAX_MESSAGE, members, openMessage } from './content-info.ts';
import type { MessageFamily } from './content-type.ts';
import { type PartyId, parsePartyId } from './party.ts';
import { parseSignerAlgorithm } from './signature-algorithm.ts';

/** One signature of a message. */
export interface SignerInfo {
  readonly id: PartyId;
  /** Undefined when the hash or the signature algorithm is not known here. */
  readonly digestAlgorithm: DigestAlgorithm | undefined;
  readonly algorithm: SignatureAlgorithm | undefined;
  /** Absent when the signature is over the content itself. */
  readonly signedAttributes: AttributeSet | undefined;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: AttributeSet | undefined;
}

/** A signed message 签名消息 (RFC 5652 §5, GB/T 35275), not yet verified. */
export interface SignedData {
  readonly family: MessageFamily;
  /** Object identifier of the content. */
  readonly contentType: string;
  /** Undefined when detached. */
  readonly content: Uint8Array | undefined;
  /** Certificates in DER, unread. */
  readonly certificates: readonly Uint8Array[];
  /** CRLs in DER, unread. */
  readonly crls: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

// RFC 5652 §5.1 uses 1, 3, 4 and 5; GB/T 35275 always 1.
const VERSIONS: ReadonlySet<number> = new Set([1, 3, 4, 5]);

function digestOrUnknown(reader: DerReader): DigestAlgorithm | undefined {
  try {
    return parseDigestAlgorithm(reader);
  } catch (error) {
    if (error instanceof PkiError && error.code === 'ALGORITHM_UNSUPPORTED') return undefined;
    throw error;
  }
}

/** Reads one SignerInfo. Throws `CMS_*`, `DER_*`. */
export function parseSignerInfo(value: DerValue): SignerInfo {
  const reader = DerReader.within(value);
  const at = reader.at;
  const version = reader.smallInteger();
  if (version !== 1 && version !== 3) throw new PkiError('CMS_VERSION', `signer version ${version}`, at);
  const id = parsePartyId(reader);
  const digestAlgorithm = digestOrUnknown(reader);
  const signed = reader.optional(0xa0);
  const algorithm = reader.take(TAG.SEQUENCE);
  const signature = reader.octets();
  const unsigned = reader.optional(0xa1);
  reader.end();
  return {
    id,
    digestAlgorithm,
    algorithm: digestAlgorithm && parseSignerAlgorithm(algorithm, digestAlgorithm),
    signedAttributes: signed && parseAttributes(signed),
    signature,
    unsignedAttributes: unsigned && parseAttributes(unsigned),
  };
}

/** Certificates [0] and CRLs [1], then the signers: the common end of both signed kinds. */
export function parseSignatures(reader: DerReader): Pick<SignedData, 'certificates' | 'crls' | 'signers'> {
  const raw = (values: readonly DerValue[]): Uint8Array[] =>
    // Attribute certificates and other formats carry context tags; they say nothing here.
    values.filter(({ tag }) => tag === TAG.SEQUENCE).map((value) => value.raw);
  const certificates = reader.context(0);
  const crls = reader.context(1);
  const signers = members(reader.set());
  reader.end();
  return {
    certificates: certificates === undefined ? [] : raw(members(certificates)),
    crls: crls === undefined ? [] : raw(members(crls)),
    signers: signers.map(parseSignerInfo),
  };
}

/**
 * Reads SignedData of either family, BER or DER, with or without ContentInfo around it. Nothing is verified.
 * Throws `CMS_CONTENT_TYPE`, `CMS_VERSION`, `CMS_MALFORMED`, `CMS_TOO_MANY`, `DER_*`.
 */
export function parseSignedData(bytes: Uint8Array, maxLength = MAX_MESSAGE): SignedData {
  const { family, reader } = openMessage(bytes, 'signedData', maxLength);
  const at = reader.at;
  const version = reader.smallInteger();
  if (!VERSIONS.has(version)) throw new PkiError('CMS_VERSION', `SignedData version ${version}`, at);
  for (const algorithm of members(reader.set())) DerReader.within(algorithm).oid();
  const inner = reader.sequence();
  const contentType = inner.oid();
  const wrapped = inner.context(0);
  const content = wrapped?.octets();
  wrapped?.end();
  inner.end();
  return { family, contentType, content, ...parseSignatures(reader) };
}
