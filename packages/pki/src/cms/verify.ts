import { equalBytes } from '@yinxin/gm';
import { digestOf } from '../algorithms/digest.ts';
import { verifySignature } from '../algorithms/signature.ts';
import { DerReader } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type Certificate, parseCertificate } from '../x509/parse.ts';
import { type PathRefusal, validatePath } from '../x509/path.ts';
import { ATTRIBUTE, type AttributeSet, onlyValue } from './attributes.ts';
import { sameContentType } from './content-type.ts';
import { isParty } from './party.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import { namesCertificate } from './signing-certificate.ts';

/** Why a signature is not believed. */
export type SignerRefusal =
  | 'CONTENT_MISSING'
  | 'CONTENT_DIFFERS'
  | 'ALGORITHM_UNSUPPORTED'
  | 'CERTIFICATE_UNKNOWN'
  | 'CERTIFICATE_EXCHANGED'
  | 'ATTRIBUTES_INVALID'
  | 'DIGEST_MISMATCH'
  | 'SIGNATURE_INVALID'
  | 'KEY_USAGE'
  | 'CHAIN_INVALID';

/** The result for one signer, in the order of the message. */
export type SignerVerdict =
  | {
      readonly good: true;
      readonly certificate: Certificate;
      /** What the signer says; proven only by a timestamp. */
      readonly signingTime: Date | undefined;
      /** Chain up to an anchor; only the certificate itself when no anchors were given. */
      readonly path: readonly Certificate[];
    }
  | {
      readonly good: false;
      readonly refusal: SignerRefusal;
      readonly certificate?: Certificate;
      /** With `CHAIN_INVALID`. */
      readonly path?: PathRefusal;
    };

/** `good` only when there is a signer and every one is good. */
export interface MessageVerdict {
  readonly good: boolean;
  readonly signers: readonly SignerVerdict[];
}

/** What the verifier knows beside the message. */
export interface MessageQuestion {
  /** The content: needed when detached, compared when attached. */
  readonly content?: Uint8Array;
  /** The document whose SM3 is the content (GB/T 35275 in OFD and PDF). */
  readonly document?: Uint8Array;
  /** Certificates of signers or between, besides those in the message. */
  readonly certificates?: readonly Certificate[];
  /** Whether a CA's own certificate may be the signer's, as in answers of key management. */
  readonly caMaySign?: boolean;
  /** When given, every signer needs a chain to one of these at the time `at`. Revocation is a separate question. */
  readonly trust?: { readonly anchors: readonly Certificate[]; readonly at: Date };
}

/** The signed content, or why there is none. */
function contentOf(message: SignedData, question: MessageQuestion): Uint8Array | SignerRefusal {
  const { content, document } = question;
  const stated = message.content ?? content ?? (document && digestOf('sm3', document));
  if (stated === undefined) return 'CONTENT_MISSING';
  const differs =
    (content !== undefined && !equalBytes(stated, content)) ||
    (document !== undefined && !equalBytes(stated, digestOf('sm3', document)));
  return differs ? 'CONTENT_DIFFERS' : stated;
}

/** Certificates that can be read; others in the message are of kinds nobody here signs with. */
function readable(encoded: readonly Uint8Array[]): Certificate[] {
  return encoded.flatMap((bytes) => {
    try {
      return [parseCertificate(bytes)];
    } catch (error) {
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}

/** RFC 5652 §5.6 and RFC 5035 §5: attributes agree with content and certificate. */
function attributesRefusal(
  attributes: AttributeSet,
  message: SignedData,
  digest: Uint8Array,
  certificate: Certificate,
): SignerRefusal | undefined {
  const type = onlyValue(attributes, ATTRIBUTE.contentType);
  const stated = onlyValue(attributes, ATTRIBUTE.messageDigest);
  if (type === undefined || stated === undefined) return 'ATTRIBUTES_INVALID';
  const typeOid = DerReader.over(type.raw).oid();
  if (!sameContentType(typeOid, message.contentType)) return 'ATTRIBUTES_INVALID';
  if (!equalBytes(DerReader.over(stated.raw, stated.raw.length).octets(), digest)) return 'DIGEST_MISMATCH';
  const v2 = onlyValue(attributes, ATTRIBUTE.signingCertificateV2);
  const v1 = onlyValue(attributes, ATTRIBUTE.signingCertificate);
  const exchanged =
    (v2 !== undefined && !namesCertificate(v2, 2, certificate)) ||
    (v1 !== undefined && !namesCertificate(v1, 1, certificate));
  return exchanged ? 'CERTIFICATE_EXCHANGED' : undefined;
}

const signingTimeOf = (attributes: AttributeSet | undefined): Date | undefined => {
  const value = attributes && onlyValue(attributes, ATTRIBUTE.signingTime);
  return value && DerReader.over(value.raw).time();
};

/** Certificates allowed to sign have one of these uses, or say nothing of use. */
const maySign = ({ extensions: { keyUsage } }: Certificate, caMaySign = false): boolean =>
  keyUsage === undefined ||
  keyUsage.includes('digitalSignature') ||
  keyUsage.includes('nonRepudiation') ||
  (caMaySign && keyUsage.includes('keyCertSign'));

function verifySigner(
  info: SignerInfo,
  message: SignedData,
  content: Uint8Array,
  known: readonly Certificate[],
  question: MessageQuestion,
): SignerVerdict {
  const certificate = known.find((candidate) => isParty(info.id, candidate));
  if (certificate === undefined) return { good: false, refusal: 'CERTIFICATE_UNKNOWN' };
  const refuse = (refusal: SignerRefusal): SignerVerdict => ({ good: false, refusal, certificate });
  const { digestAlgorithm, algorithm, signedAttributes, signature } = info;
  if (digestAlgorithm === undefined || algorithm === undefined) return refuse('ALGORITHM_UNSUPPORTED');
  if (signedAttributes !== undefined) {
    const refusal = attributesRefusal(signedAttributes, message, digestOf(digestAlgorithm, content), certificate);
    if (refusal !== undefined) return refuse(refusal);
  } else if (!sameContentType(message.contentType, '1.2.840.113549.1.7.1')) {
    return refuse('ATTRIBUTES_INVALID');
  }
  const signed = signedAttributes?.signedBytes ?? content;
  if (!verifySignature(algorithm, certificate, signed, signature)) return refuse('SIGNATURE_INVALID');
  if (!maySign(certificate, question.caMaySign)) return refuse('KEY_USAGE');
  const signingTime = signingTimeOf(signedAttributes);
  if (question.trust === undefined) return { good: true, certificate, signingTime, path: [certificate] };
  const verdict = validatePath(certificate, { ...question.trust, intermediates: known });
  return verdict.good
    ? { good: true, certificate, signingTime, path: verdict.path }
    : { good: false, refusal: 'CHAIN_INVALID', certificate, path: verdict.refusal };
}

/**
 * Verifies every signature of a message and says for each signer whether it holds and, if not, why. The signer's
 * certificate may sign; whether it is trusted is asked only when `trust` is given.
 *
 * @example
 * const verdict = verifySignedData(parseSignedData(bytes), { content, trust: { anchors: [root], at: clock.now() } });
 */
export function verifySignedData(message: SignedData, question: MessageQuestion = {}): MessageVerdict {
  const content = contentOf(message, question);
  if (typeof content === 'string') {
    return { good: false, signers: message.signers.map(() => ({ good: false, refusal: content })) };
  }
  const known = [...(question.certificates ?? []), ...readable(message.certificates)];
  const signers = message.signers.map((info): SignerVerdict => {
    try {
      return verifySigner(info, message, content, known, question);
    } catch (error) {
      // What cannot be read is not good: attribute values are only looked at here.
      if (error instanceof PkiError) return { good: false, refusal: 'ATTRIBUTES_INVALID' };
      throw error;
    }
  });
  return { good: signers.length > 0 && signers.every(({ good }) => good), signers };
}
