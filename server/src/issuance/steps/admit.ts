import { sm3, toHex } from '@yinxin/gm';
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
} from '@yinxin/pki';
import { refuse } from '../problems.ts';
import type { Proof } from '../threads/job.ts';
import { verifyAll } from '../threads/proofs.ts';
import type { Subscriber } from '../types.ts';
import { forbiddenExtensions } from './asked-extensions.ts';
import { done, gather } from './gather.ts';
import { isKnownKey, negativeOf } from './weak-keys.ts';

/** A request that passed step 1. Hashes are SM3 in hexadecimal. */
export interface AdmittedRequest {
  readonly publicKey: Uint8Array;
  readonly keyHash: string;
  /** The key with the other Y. */
  readonly negativeKey: Uint8Array;
  readonly negativeHash: string;
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

/** Requests that come at the same time are verified together. */
const proven = gather<Proof, boolean>(64, async (proofs) => (await verifyAll(proofs)).map(done));

/** The only kind of pair this house issues today; whoever asks for another is refused. */
const DEFAULT_PROFILE = 'organisation';

/**
 * Step 1: the PKCS#10 request is readable, proves possession of its key, names this organisation, brings an SM2 key that is
 * nobody's example, and asks for nothing but an organisation's certificate. Throws REQUEST_UNREADABLE, REQUEST_KEY_KIND,
 * REQUEST_PROOF_WRONG, REQUEST_KEY_WEAK, REQUEST_PROFILE_NOT_ALLOWED, REQUEST_SUBJECT_WRONG.
 */
export async function admit(request: Uint8Array, subscriber: Subscriber): Promise<AdmittedRequest> {
  const field = 'body.request';
  const asked = subscriber.profile ?? DEFAULT_PROFILE;
  if (asked !== DEFAULT_PROFILE) throw refuse('REQUEST_PROFILE_NOT_ALLOWED', { params: { asked } });
  const parsed = read(request);
  if (parsed.keyAlgorithm !== 'sm2') throw refuse('REQUEST_KEY_KIND', { field, params: { kind: parsed.keyAlgorithm } });
  const { publicKey, tbs: message, signature } = parsed;
  const isProven = await proven({ publicKey, message, signature });
  if (!isProven || parsed.algorithm !== 'sm2-sm3') throw refuse('REQUEST_PROOF_WRONG', { field });
  if (isKnownKey(parsed.publicKey)) throw refuse('REQUEST_KEY_WEAK', { field });
  const forbidden = readable(() => forbiddenExtensions(parsed.tbs));
  if (forbidden.length > 0)
    throw refuse('REQUEST_PROFILE_NOT_ALLOWED', { field, params: { asked: forbidden.join(' ') } });
  const subject = subjectOf(subscriber);
  if (!sameName(parsed.subjectRaw, encodeName(nameOf(subject)))) {
    throw refuse('REQUEST_SUBJECT_WRONG', {
      field,
      params: { found: nameText(parsed.subject), expected: nameText(nameOf(subject)) },
    });
  }
  const negativeKey = negativeOf(parsed.publicKey);
  return {
    publicKey: parsed.publicKey,
    keyHash: keyHashOf(parsed.publicKey),
    negativeKey,
    negativeHash: keyHashOf(negativeKey),
    requestHash: toHex(sm3.digest(request)),
    subject,
  };
}

const read = (request: Uint8Array): CertificateRequest => readable(() => parseRequest(request));

function readable<T>(reading: () => T): T {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw refuse('REQUEST_UNREADABLE', { field: 'body.request', params: { reason: error.code }, cause: error });
  }
}
