import { equalBytes } from '@yinxin/gm';
import { PkiError, parseSignedData, type SignedData, verifySignedData } from '@yinxin/pki';
import { type ApplicationDocument, readApplication, TokenError, writeApplication } from '@yinxin/token';
import { refusal } from '../problems.ts';
import type { SigningCertificate, SigningPorts } from './ports.ts';

type Trust = Awaited<ReturnType<SigningPorts['trust']>>;

/** A signed message that was read: what it says, and the bytes that say it. */
export interface Signed {
  readonly message: SignedData;
  readonly content: Uint8Array;
  readonly document: ApplicationDocument;
}

/** Reads a signed application; nothing is verified yet. Throws SIGNATURE_UNREADABLE. */
export function readSigned(bytes: Uint8Array): Signed {
  try {
    const message = parseSignedData(bytes);
    const { content, signers, family } = message;
    if (content === undefined || signers.length !== 1 || family !== 'gm') throw refusal('SIGNATURE_UNREADABLE');
    return { message, content, document: readApplication(content) };
  } catch (cause) {
    if (cause instanceof PkiError || cause instanceof TokenError) throw refusal('SIGNATURE_UNREADABLE');
    throw cause;
  }
}

/**
 * Whether this is the order as it stands now, signed with exactly the certificate the order is about. Throws STALE_DATA,
 * SIGNATURE_OTHER_CONTENT, SIGNATURE_OTHER_CERTIFICATE, SIGNATURE_INVALID, SUBJECT_EXPIRED.
 */
export function verifySigned(
  { message, content, document }: Signed,
  expected: ApplicationDocument,
  signing: SigningCertificate & { readonly mediumSerial: string | null },
  { anchors, intermediates }: Trust,
  at: Date,
): void {
  const sameOrder = document.order === expected.order && document.origin === expected.origin;
  if (sameOrder && document.dataVersion !== expected.dataVersion) {
    throw refusal('STALE_DATA', { seen: document.dataVersion, now: expected.dataVersion }, 'dataVersion');
  }
  const serial = signing.mediumSerial ?? '';
  if (sameOrder && document.certificate !== expected.certificate) {
    throw refusal('SIGNATURE_OTHER_CERTIFICATE', { serial });
  }
  if (!equalBytes(content, writeApplication(expected))) throw refusal('SIGNATURE_OTHER_CONTENT');
  // The CA's own certificates are ours; of those in the message none counts but the signer's.
  const [verdict] = verifySignedData(message, { trust: { anchors, at }, certificates: intermediates }).signers;
  if (!verdict) throw refusal('SIGNATURE_UNREADABLE');
  if (verdict.certificate && !equalBytes(verdict.certificate.raw, signing.certificate)) {
    throw refusal('SIGNATURE_OTHER_CERTIFICATE', { serial });
  }
  if (verdict.good) return;
  if (verdict.path === 'EXPIRED') throw refusal('SUBJECT_EXPIRED');
  throw refusal('SIGNATURE_INVALID', { reason: verdict.path ?? verdict.refusal });
}
