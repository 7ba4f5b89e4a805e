import { equalBytes } from '@yinxin/gm';
import type { KeyAlgorithm } from '../algorithms/registry.ts';
import {
  assembleSigned,
  type PublicKey,
  parseSigned,
  type SignatureAlgorithm,
  type Signer,
  verifySignature,
} from '../algorithms/signature.ts';
import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { encodeName, type Name, parseName } from '../names/name.ts';
import { checkPublicKey, encodeSpki, parseSpki } from '../spki/spki.ts';
import { encodeAttributes, parseAttributes, type RequestAttributeData, type RequestAttributes } from './attributes.ts';

/** A certificate request 证书请求 (PKCS#10, RFC 2986). */
export interface CertificateRequest extends PublicKey {
  readonly raw: Uint8Array;
  /** CertificationRequestInfo: the bytes that were signed. */
  readonly tbs: Uint8Array;
  readonly subject: Name;
  readonly subjectRaw: Uint8Array;
  /** For two certificates, when it brings a temporary key for the escrowed one; see `attributes`. */
  readonly kind: 'one-key' | 'two-key';
  readonly attributes: RequestAttributes;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/**
 * The bytes to be signed for a request: version 0, subject, key (SM2 unless told), and attributes if any. Throws
 * `NAME_INVALID`, and `PUBLIC_KEY_*` for either key.
 */
export function buildTbsRequest(
  subject: Name,
  publicKey: Uint8Array,
  keyAlgorithm: KeyAlgorithm = 'sm2',
  attributes: RequestAttributeData = {},
): Uint8Array {
  checkPublicKey({ keyAlgorithm, publicKey });
  const spki = encodeSpki(publicKey, keyAlgorithm);
  return der.sequence(der.integer(0), encodeName(subject), spki, encodeAttributes(attributes));
}

/** Joins to-be-signed bytes and their signature, made inside a medium, into the request. */
export function assembleRequest(
  tbs: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm = 'sm2-sm3',
): Uint8Array {
  return assembleSigned(tbs, algorithm, signature);
}

/**
 * A PKCS#10 request signed by the key it asks a certificate for; with `temporaryKey` it asks for two. Throws as
 * `buildTbsRequest`.
 */
export async function buildRequest(
  subject: Name,
  signer: Signer,
  attributes: RequestAttributeData = {},
): Promise<Uint8Array> {
  const tbs = buildTbsRequest(subject, signer.publicKey, signer.keyAlgorithm, attributes);
  return assembleRequest(tbs, await signer.sign(tbs), signer.algorithm);
}

/**
 * Reads a request in DER. The proof of possession is not checked here: see `verifyRequest`.
 * Throws `DER_*`, `REQUEST_VERSION`, `REQUEST_ATTRIBUTE`, `ALGORITHM_UNSUPPORTED`, `PUBLIC_KEY_*`.
 */
export function parseRequest(bytes: Uint8Array): CertificateRequest {
  const { tbs, algorithm, signature } = parseSigned(bytes);
  const reader = DerReader.within(tbs);
  const at = reader.at;
  if (reader.smallInteger() !== 0) throw new PkiError('REQUEST_VERSION', 'only version 0 requests exist', at);
  const subject = reader.take(TAG.SEQUENCE);
  const { keyAlgorithm, publicKey } = parseSpki(reader.take(TAG.SEQUENCE));
  const attributes = parseAttributes(reader.context(0));
  reader.end();
  if (attributes.temporaryKey !== undefined && equalBytes(attributes.temporaryKey, publicKey)) {
    throw new PkiError('REQUEST_ATTRIBUTE', 'the temporary key is the key to be certified', at);
  }
  return {
    raw: bytes,
    tbs: tbs.raw,
    subject: parseName(subject),
    subjectRaw: subject.raw,
    keyAlgorithm,
    publicKey,
    kind: attributes.temporaryKey === undefined ? 'one-key' : 'two-key',
    attributes,
    algorithm,
    signature,
  };
}

/** Whether the request proves possession of its private key (RFC 2986 §3). */
export function verifyRequest(request: CertificateRequest): boolean {
  return verifySignature(request.algorithm, request, request.tbs, request.signature);
}

/** Reads a request and demands its proof. Throws as `parseRequest`, and `REQUEST_PROOF_INVALID`. */
export function openRequest(bytes: Uint8Array): CertificateRequest {
  const request = parseRequest(bytes);
  if (!verifyRequest(request)) {
    throw new PkiError('REQUEST_PROOF_INVALID', 'the request is not signed by the key it contains');
  }
  return request;
}
