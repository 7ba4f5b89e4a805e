import { equalBytes } from '@yinxin/gm';
import { digestOf } from '../algorithms/digest.ts';
import { ATTRIBUTE } from '../cms/attributes.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { type SignerRefusal, verifySignedData } from '../cms/verify.ts';
import { OID } from '../oids.ts';
import type { Certificate } from '../x509/parse.ts';
import type { PathRefusal } from '../x509/path.ts';
import type { Imprint } from './imprint.ts';
import type { TimestampRequest } from './request.ts';
import { parseTimestampInfo, type TimestampInfo, TST_INFO } from './tst-info.ts';

/** Why a timestamp is not believed. */
export type TimestampRefusal =
  | 'NOT_A_TIMESTAMP'
  | 'SIGNER_COUNT'
  | 'SIGNATURE'
  | 'CERTIFICATE_NOT_BOUND'
  | 'NOT_AN_AUTHORITY'
  | 'IMPRINT_MISMATCH'
  | 'NONCE_MISMATCH'
  | 'POLICY_MISMATCH'
  | 'FROM_THE_FUTURE';

export type TimestampVerdict =
  | {
      readonly good: true;
      readonly info: TimestampInfo;
      readonly certificate: Certificate;
      readonly path: readonly Certificate[];
    }
  | {
      readonly good: false;
      readonly refusal: TimestampRefusal;
      /** With `SIGNATURE`. */
      readonly signer?: SignerRefusal;
      /** With `SIGNATURE`, when the chain is the reason. */
      readonly path?: PathRefusal;
    };

/** What the timestamp must be over, and who may have made it. */
export interface TimestampQuestion {
  /** The request it answers, or the data it is over, or the imprint itself. */
  readonly over:
    | { readonly request: Pick<TimestampRequest, 'imprint' | 'nonce' | 'policy'> }
    | { readonly data: Uint8Array }
    | { readonly imprint: Imprint };
  /** The authority's certificate when it did not come along, and those between. */
  readonly certificates?: readonly Certificate[];
  /** Trusted roots. The chain is judged at the time the timestamp states. Revocation is a separate question. */
  readonly anchors?: readonly Certificate[];
  /** The verifier's clock: a timestamp from after it is refused. */
  readonly now?: Date;
}

const CLOCK_SKEW_MS = 5 * 60 * 1000;

function subjectRefusal(
  { imprint, nonce, policy }: TimestampInfo,
  { over }: TimestampQuestion,
): TimestampRefusal | undefined {
  const same = (wanted: Imprint): boolean =>
    wanted.algorithm === imprint.algorithm && equalBytes(wanted.digest, imprint.digest);
  if ('data' in over) {
    return equalBytes(digestOf(imprint.algorithm, over.data), imprint.digest) && imprint.algorithm !== 'sha1'
      ? undefined
      : 'IMPRINT_MISMATCH';
  }
  if ('imprint' in over) return same(over.imprint) ? undefined : 'IMPRINT_MISMATCH';
  const { request } = over;
  if (!same(request.imprint)) return 'IMPRINT_MISMATCH';
  if (request.nonce !== undefined && request.nonce !== nonce) return 'NONCE_MISMATCH';
  return request.policy !== undefined && request.policy !== policy ? 'POLICY_MISMATCH' : undefined;
}

/** RFC 3161 §2.3: timeStamping is the only purpose, and critical. */
const isAuthority = ({ extensions }: Certificate): boolean =>
  extensions.extendedKeyUsage.length === 1 &&
  extensions.extendedKeyUsage[0] === OID.timeStamping &&
  extensions.all.some(({ oid, critical }) => oid === OID.extendedKeyUsage && critical);

/**
 * Verifies a token (RFC 3161 §2.4.2, GM/T 0033; outer family either): one signer, signature and attributes, the
 * certificate bound into the signature and made for this purpose, the imprint, and nonce and policy of the request.
 * Throws for what cannot be read: `CMS_*`, `TSP_*`, `TIME_INVALID`, `ALGORITHM_UNSUPPORTED`, `DER_*`.
 */
export function verifyTimestamp(token: Uint8Array, question: TimestampQuestion): TimestampVerdict {
  const refuse = (refusal: TimestampRefusal): TimestampVerdict => ({ good: false, refusal });
  const message = parseSignedData(token);
  if (message.contentType !== TST_INFO || message.content === undefined) return refuse('NOT_A_TIMESTAMP');
  const info = parseTimestampInfo(message.content);
  const [signer, ...others] = message.signers;
  if (signer === undefined || others.length > 0) return refuse('SIGNER_COUNT');
  const { certificates = [], anchors, now } = question;
  const trust = anchors && { anchors, at: info.time };
  const [verdict] = verifySignedData(message, { certificates, ...(trust && { trust }) }).signers;
  if (verdict === undefined) return refuse('SIGNER_COUNT');
  if (!verdict.good) {
    const { refusal, path } = verdict;
    return { good: false, refusal: 'SIGNATURE', signer: refusal, ...(path && { path }) };
  }
  const bound = signer.signedAttributes?.list.some(
    ({ type }) => type === ATTRIBUTE.signingCertificateV2 || type === ATTRIBUTE.signingCertificate,
  );
  if (!bound) return refuse('CERTIFICATE_NOT_BOUND');
  if (!isAuthority(verdict.certificate)) return refuse('NOT_AN_AUTHORITY');
  const refusal = subjectRefusal(info, question);
  if (refusal !== undefined) return refuse(refusal);
  if (now !== undefined && info.time.getTime() > now.getTime() + CLOCK_SKEW_MS) return refuse('FROM_THE_FUTURE');
  return { good: true, info, certificate: verdict.certificate, path: verdict.path };
}
