import { PkiError } from '../errors.ts';
import type { CertificateProfile } from '../x509/profile.ts';
import type { LintFinding } from './engine.ts';
import { lintTbsCertificate } from './lint.ts';
import type { LintContext } from './subject/index.ts';

/** A breach that forbids signing. `code` is the id of the rule, `clause` says where it is written. */
export interface CertificateFinding extends LintFinding {
  readonly code: string;
}

/**
 * The errors of to-be-signed bytes under the profile they are made for; empty when they may be signed. Never throws.
 * With the issuer's certificate in `context` the bytes must fit it, too.
 */
export function certificateFindings(
  tbs: Uint8Array,
  profile: CertificateProfile,
  context: LintContext = {},
): readonly CertificateFinding[] {
  return lintTbsCertificate(tbs, { ...context, profile, issuing: true })
    .filter(({ severity }) => severity === 'error')
    .map((finding) => ({ ...finding, code: finding.rule, clause: `${finding.source} ${finding.clause}`.trim() }));
}

/**
 * Refuses to-be-signed bytes that break a rule, before they are signed: throws `PROFILE_VIOLATION` naming every broken
 * rule with its clause.
 */
export function checkCertificate(tbs: Uint8Array, profile: CertificateProfile, context: LintContext = {}): void {
  const findings = certificateFindings(tbs, profile, context);
  if (findings.length === 0) return;
  const broken = findings.map(({ code, clause }) => `${code} (${clause})`).join('; ');
  throw new PkiError('PROFILE_VIOLATION', `not a ${profile.name} certificate: ${broken}`);
}
