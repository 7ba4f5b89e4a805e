import { rawOf } from '../tlv.ts';
import type { LintCertificate } from './certificate.ts';
import { unsignedOf } from './values.ts';

/** What a certificate says, to be compared with what was meant. A field that could not be read is undefined. */
export interface SaidByCertificate {
  readonly serial: bigint | undefined;
  /** Encoded names. */
  readonly issuer: Uint8Array | undefined;
  readonly subject: Uint8Array | undefined;
  readonly publicKey: Uint8Array | undefined;
  /** Milliseconds since 1970. */
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
}

/** The plain facts of a certificate that was read by the lint. */
export function saidBy({ serial, issuer, subject, key, notBefore, notAfter }: LintCertificate): SaidByCertificate {
  return {
    serial: serial && unsignedOf(serial),
    issuer: issuer && rawOf(issuer.tlv),
    subject: subject && rawOf(subject.tlv),
    publicKey: key?.bytes,
    notBefore: notBefore?.ms,
    notAfter: notAfter?.ms,
  };
}
