import type { CertificateProfile } from '../../x509/profile.ts';
import type { LintCertificate } from './certificate.ts';

/** What is known beside the bytes. Rules that need more than is known do not apply. */
export interface LintContext {
  /** The certificate that issued the subject. */
  readonly issuer?: LintCertificate | undefined;
  /** The profile the subject is made for: also says that this house is about to issue it (see `Rule.issuing`). */
  readonly profile?: CertificateProfile | undefined;
  /** This house is about to sign the subject. */
  readonly issuing?: boolean | undefined;
  /** The time to judge by; rules about the present do not apply without it. */
  readonly now?: Date | undefined;
  /** Address under which the list is published, to be found in its issuing distribution point. */
  readonly crlUrl?: string | undefined;
  /** Whether the authority ever issued a serial (hexadecimal as in the INTEGER). */
  readonly isIssued?: ((serial: string) => boolean) | undefined;
}
