import { digestAlgorithmIdentifier, digestOf } from '../algorithms/digest.ts';
import { type Signer, sameKey } from '../algorithms/signer.ts';
import { der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import type { Certificate } from '../x509/parse.ts';
import { ATTRIBUTE, attribute } from './attributes.ts';
import { wrapMessage } from './content-info.ts';
import { type MessageFamily, messageOid } from './content-type.ts';
import { issuerAndSerial } from './party.ts';
import { digestWith, signerAlgorithmIdentifier } from './signature-algorithm.ts';
import { signingCertificate } from './signing-certificate.ts';

/** Signed attributes 签名属性 of one signer; contentType and messageDigest are added by themselves. */
export interface SignedAttributes {
  readonly signingTime?: Date;
  /** Binds the certificate into the signature (RFC 5035, needed by PAdES and timestamps). */
  readonly signingCertificate?: boolean;
  /** Further attributes in DER. */
  readonly further?: readonly Uint8Array[];
}

/** One who signs. */
export interface MessageSigner {
  readonly signer: Signer;
  /** Certificate of the signer's key. */
  readonly certificate: Certificate;
  /** Absent: the signature is over the content itself, as documents after GB/T 35275 have it. */
  readonly attributes?: SignedAttributes;
  /** Attributes added beside the finished signature, e.g. a timestamp over it; each in DER. */
  readonly unsigned?: (signature: Uint8Array) => Promise<readonly Uint8Array[]>;
}

/** What a signed message says. */
export interface SignedDataInput {
  readonly family: MessageFamily;
  readonly content: Uint8Array;
  /** Whether the content travels inside. */
  readonly detached?: boolean;
  /** Object identifier of the content, plain data unless told. */
  readonly contentType?: string;
  readonly signers: readonly MessageSigner[];
  /** Certificates sent along, in DER, besides those of the signers. */
  readonly certificates?: readonly Uint8Array[];
  /** Leaves the certificates of the signers away: the reader has them. */
  readonly withoutSignerCertificates?: boolean;
  readonly crls?: readonly Uint8Array[];
}

async function signerInfo(one: MessageSigner, input: SignedDataInput, contentType: string): Promise<Uint8Array> {
  const { signer, certificate, attributes } = one;
  const digest = digestWith(signer.algorithm);
  const set =
    attributes &&
    der.setOf(
      attribute(ATTRIBUTE.contentType, der.oid(contentType)),
      attribute(ATTRIBUTE.messageDigest, der.octetString(digestOf(digest, input.content))),
      ...(attributes.signingTime ? [attribute(ATTRIBUTE.signingTime, der.time(attributes.signingTime))] : []),
      ...(attributes.signingCertificate ? [signingCertificate(certificate, digest)] : []),
      ...(attributes.further ?? []),
    );
  const signature = await signer.sign(set ?? input.content);
  const unsigned = (await one.unsigned?.(signature)) ?? [];
  // SET OF and [0] IMPLICIT SET OF differ in their first byte only.
  const retagged = (tag: number, encoded: Uint8Array): Uint8Array => {
    const copy = encoded.slice();
    copy[0] = tag;
    return copy;
  };
  return der.sequence(
    der.integer(1),
    issuerAndSerial(certificate),
    digestAlgorithmIdentifier(digest),
    ...(set ? [retagged(0xa0, set)] : []),
    signerAlgorithmIdentifier(input.family, signer.algorithm),
    der.octetString(signature),
    ...(unsigned.length > 0 ? [retagged(0xa1, der.setOf(...unsigned))] : []),
  );
}

const unique = (encoded: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(encoded.map((bytes) => [Buffer.from(bytes).toString('base64'), bytes])).values(),
];

/** [n] IMPLICIT SET OF, left away when empty. */
const optionalSet = (n: number, encoded: readonly Uint8Array[]): Uint8Array[] => {
  if (encoded.length === 0) return [];
  const set = der.setOf(...unique(encoded));
  set[0] = 0xa0 | n;
  return [set];
};

/** What SignedData and SignedAndEnvelopedData have in common: hashes first, certificates, CRLs and signers last. */
export async function signatureParts(
  input: SignedDataInput,
  contentType: string,
): Promise<{ readonly digests: Uint8Array; readonly rest: readonly Uint8Array[] }> {
  if (input.signers.length === 0) throw new PkiError('CMS_MALFORMED', 'a signed message has a signer');
  for (const { signer, certificate } of input.signers) {
    if (!sameKey(signer, certificate))
      throw new PkiError('CMS_CERTIFICATE_UNSUITABLE', 'the certificate is for another key than the one that signs');
  }
  const digests = input.signers.map(({ signer }) => digestAlgorithmIdentifier(digestWith(signer.algorithm)));
  const infos = await Promise.all(input.signers.map((one) => signerInfo(one, input, contentType)));
  const own = input.withoutSignerCertificates ? [] : input.signers.map(({ certificate }) => certificate.raw);
  const certificates = [...own, ...(input.certificates ?? [])];
  return {
    digests: der.setOf(...unique(digests)),
    rest: [...optionalSet(0, certificates), ...optionalSet(1, input.crls ?? []), der.setOf(...infos)],
  };
}

/**
 * Builds a signed message: ContentInfo with SignedData in DER. Signer and certificate must belong together.
 * Throws `CMS_CERTIFICATE_UNSUITABLE`, `CMS_MALFORMED`, and what the signer throws.
 *
 * @example
 * // GB/T 35275 over a document, as e-seals have it: the content is its digest, no attributes.
 * await buildSignedData({ family: 'gm', content: sm3.digest(document), signers: [{ signer, certificate }] });
 */
export async function buildSignedData(input: SignedDataInput): Promise<Uint8Array> {
  const { family, signers, content, detached } = input;
  const plain = messageOid(family, 'data');
  const contentType = input.contentType ?? plain;
  const bare = signers.some(({ attributes }) => attributes === undefined);
  // RFC 5652 §5.3: what is not plain data is signed with attributes, or its type could be exchanged.
  if (contentType !== plain && bare) throw new PkiError('CMS_MALFORMED', 'this content is signed with attributes');
  const { digests, rest } = await signatureParts(input, contentType);
  // RFC 5652 §5.1; GB/T 35275 knows version 1 only.
  const version = der.integer(family === 'cms' && contentType !== plain ? 3 : 1);
  const inside = detached ? [] : [der.explicit(0, der.octetString(content))];
  const inner = der.sequence(der.oid(contentType), ...inside);
  return wrapMessage(family, 'signedData', der.sequence(version, digests, inner, ...rest));
}
