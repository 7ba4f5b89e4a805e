import { engine, sm3, toHex } from '@yinxin/gm';
import { creditCode } from '@yinxin/identifiers';
import {
  type CertificateRequest,
  encodeName,
  type NameParts,
  nameOf,
  nameText,
  PkiError,
  parseRequest,
  sameName,
  verifyRequest,
} from '@yinxin/pki';
import { refuse } from '../problems.ts';
import type { Subscriber } from '../types.ts';

/** A request that passed step 1. Hashes are SM3 in hexadecimal. */
export interface AdmittedRequest {
  readonly publicKey: Uint8Array;
  readonly keyHash: string;
  readonly requestHash: string;
  readonly subject: NameParts;
}

/**
 * The subject of an organisation's certificates (GB/T 20518): C=CN, ST from the region of the credit code, O and CN the
 * registered name. Codes registered with the national authority have no province.
 */
export function subjectOf(organisation: Pick<Subscriber, 'name' | 'creditCode' | 'organisationalUnit'>): NameParts {
  const province = creditCode.region(organisation.creditCode).province;
  return {
    C: 'CN',
    ...(province && province.code !== NATIONAL ? { ST: province.zh } : {}),
    O: organisation.name,
    ...(organisation.organisationalUnit ? { OU: organisation.organisationalUnit } : {}),
    CN: organisation.name,
  };
}
const NATIONAL = '10';

/** SM3 of a public key (04‖X‖Y) in hexadecimal: what keys are recognised by. */
export function keyHashOf(publicKey: Uint8Array): string {
  return toHex(sm3.digest(publicKey));
}

/**
 * Step 1: the PKCS#10 request is readable, proves possession of its key, names this organisation and brings a key that is
 * nobody's example. Throws REQUEST_UNREADABLE, REQUEST_PROOF_WRONG, REQUEST_KEY_WEAK, REQUEST_SUBJECT_WRONG.
 */
export function admit(request: Uint8Array, subscriber: Subscriber): AdmittedRequest {
  const parsed = read(request);
  if (!verifyRequest(parsed)) throw refuse('REQUEST_PROOF_WRONG', { field: 'body.request' });
  if (isPublished(parsed.publicKey)) throw refuse('REQUEST_KEY_WEAK', { field: 'body.request' });
  const subject = subjectOf(subscriber);
  if (!sameName(parsed.subjectRaw, encodeName(nameOf(subject)))) {
    throw refuse('REQUEST_SUBJECT_WRONG', {
      field: 'body.request',
      params: { found: nameText(parsed.subject), expected: nameText(nameOf(subject)) },
    });
  }
  return {
    publicKey: parsed.publicKey,
    keyHash: keyHashOf(parsed.publicKey),
    requestHash: toHex(sm3.digest(request)),
    subject,
  };
}

function read(request: Uint8Array): CertificateRequest {
  try {
    return parseRequest(request);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw refuse('REQUEST_UNREADABLE', { field: 'body.request', params: { reason: error.code }, cause: error });
  }
}

/** Private keys everybody knows: those printed in GB/T 32918 and the smallest numbers. */
const PUBLISHED = [
  '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  '81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029',
  '785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5',
  ...Array.from({ length: 8 }, (_, i) => (i + 1).toString(16).padStart(64, '0')),
];
let publishedX: ReadonlySet<string> | undefined;

/** By the X coordinate alone, so that the negative of a known key is known too. */
function isPublished(publicKey: Uint8Array): boolean {
  publishedX ??= new Set(PUBLISHED.map((key) => toHex(engine().publicKeyOf(Buffer.from(key, 'hex')).subarray(1, 33))));
  return publishedX.has(toHex(publicKey.subarray(1, 33)));
}
