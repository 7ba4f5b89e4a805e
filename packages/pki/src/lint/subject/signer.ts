import { equalBytes } from '@yinxin/gm';
import {
  type KeyAlgorithm,
  keyAlgorithmOf,
  type SignatureAlgorithm,
  signatureAlgorithmOf,
} from '../../algorithms/registry.ts';
import { verifySignature } from '../../algorithms/signature.ts';
import { keyIdentifier } from '../../spki/spki.ts';
import { childrenOf, contentOf, rawOf, sameTlv, type Tlv } from '../tlv.ts';
import { authorityKeyOf, type LintCertificate, subjectKeyOf } from './certificate.ts';
import type { LintCrl } from './crl.ts';
import type { LintOcsp } from './ocsp.ts';
import type { LintKey } from './parts.ts';
import type { LintRequest } from './request.ts';

/** What carries a signature of its own. */
export type Signed = LintCertificate | LintCrl | LintOcsp | LintRequest;

/** The subjectKeyIdentifier of the issuer, if its certificate has one. */
export const signerIdOf = (issuer: LintCertificate | undefined): Uint8Array | undefined =>
  issuer === undefined ? undefined : subjectKeyOf(issuer);

/** The certificate among those sent along that `responderID` names. */
export function responderOf({ responderBy, responderId, certificates }: LintOcsp): LintCertificate | undefined {
  if (responderId === undefined) return undefined;
  return certificates.find(({ subject, key }) =>
    responderBy === 'name'
      ? subject !== undefined && sameTlv(subject.tlv, responderId)
      : key !== undefined && equalBytes(keyIdentifier(key.bytes), contentOf(responderId)),
  );
}

/** The responder's certificate when the CA has delegated. */
export function delegateOf(response: LintOcsp): LintCertificate | undefined {
  const responder = responderOf(response);
  return responder?.ca === false ? responder : undefined;
}

/** Whether issuer and subject are the same and the key identifiers do not say otherwise, as for a root. */
function namesOwnKey(certificate: LintCertificate): boolean {
  const [authority, own] = [authorityKeyOf(certificate.byOid), subjectKeyOf(certificate)];
  return certificate.selfIssued && (authority === undefined || own === undefined || equalBytes(authority, own));
}

/** The key that must verify the signature, as far as it is known. */
export function signerKeyOf(subject: Signed): LintKey | undefined {
  switch (subject.kind) {
    case 'certificate':
      return subject.context.issuer?.key ?? (namesOwnKey(subject) ? subject.key : undefined);
    case 'crl':
      return subject.context.issuer?.key;
    case 'ocsp':
      return responderOf(subject)?.key ?? (subject.certificates.length === 0 ? subject.context.issuer?.key : undefined);
    case 'request':
      return subject.key;
  }
}

/** How the signature was made and the kind of key that can check it, when both are known to this package. */
export function verifiable(
  { algorithms, signature }: Signed,
  key: LintKey | undefined,
): { readonly algorithm: SignatureAlgorithm; readonly keyAlgorithm: KeyAlgorithm } | undefined {
  const stated = algorithms.at(-1);
  if (stated === undefined || key === undefined || signature === undefined) return undefined;
  const algorithm = signatureAlgorithmOf(rawOf(stated.tlv));
  const keyAlgorithm = keyAlgorithmOf(rawOf(key.algorithm.tlv));
  return algorithm === undefined || keyAlgorithm === undefined ? undefined : { algorithm, keyAlgorithm };
}

/** Whether the signature verifies under the key; false also when nobody here can tell. */
export function isSignedBy(subject: Signed, key: LintKey | undefined): boolean {
  const { tbs, signature } = subject;
  const way = verifiable(subject, key);
  if (tbs === undefined || signature === undefined || key === undefined || way === undefined) return false;
  try {
    const { algorithm, keyAlgorithm } = way;
    const publicKey = { keyAlgorithm, publicKey: key.bytes };
    return verifySignature(algorithm, publicKey, rawOf(tbs), contentOf(signature).subarray(1));
  } catch {
    return false;
  }
}

/** A certificate signed with its own key; of to-be-signed bytes the profile tells. */
export function isRoot(certificate: LintCertificate): boolean {
  if (!certificate.selfIssued) return false;
  if (certificate.signature === undefined) return certificate.context.profile?.name === 'root-ca';
  return isSignedBy(certificate, certificate.key);
}

const ORDER = Uint8Array.from(Buffer.from('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123', 'hex'));

/** 1 … n−1. */
function isScalar({ tag, bytes, body, stop }: Tlv): boolean {
  let at = body;
  while (at < stop && bytes[at] === 0) at += 1;
  const length = stop - at;
  if (tag !== 0x02 || length === 0 || length > 32 || (at === body && (bytes[at] ?? 0) >= 0x80)) return false;
  if (length < 32) return true;
  for (let i = 0; i < 32; i++) {
    const difference = (bytes[at + i] ?? 0) - (ORDER[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Whether the BIT STRING holds SM2Signature: SEQUENCE of two integers in range, of whatever length. */
export function isSm2Signature(signature: Tlv): boolean {
  const content: Tlv = { ...signature, body: signature.body + 1 };
  const [value, ...more] = childrenOf(content);
  if (value === undefined || value.tag !== 0x30 || more.length > 0 || value.end !== signature.stop) return false;
  const numbers = childrenOf(value);
  return numbers.length === 2 && numbers.every(isScalar) && numbers[1]?.end === value.stop;
}
