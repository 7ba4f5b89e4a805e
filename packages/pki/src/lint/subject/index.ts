import type { LintCertificate } from './certificate.ts';
import type { LintContext } from './context.ts';
import type { LintCrl } from './crl.ts';
import type { LintOcsp } from './ocsp.ts';
import type { FaultTable, Gap } from './parts.ts';
import type { LintRequest } from './request.ts';

/** The signing and the encryption certificate of one holder 双证书. */
export interface LintPair {
  readonly kind: 'pair';
  readonly bytes: Uint8Array;
  readonly faults: FaultTable;
  readonly gaps: readonly Gap[];
  readonly context: LintContext;
  readonly signing: LintCertificate;
  readonly encryption: LintCertificate;
}

/** Everything a rule may look at. */
export type Subject = LintCertificate | LintCrl | LintOcsp | LintRequest | LintPair;
export type Kind = Subject['kind'];
export type SubjectOf<K extends Kind> = Extract<Subject, { readonly kind: K }>;

export type { LintCertificate, LintContext, LintCrl, LintOcsp, LintRequest };
