import { PkiError } from '../errors.ts';
import { parseTbsCertificate } from './parse.ts';
import type { CertificateProfile } from './profile.ts';
import { CERTIFICATE_RULES, type CertificateRule } from './rules.ts';

/** The rules that to-be-signed bytes break; empty when they may be signed. Throws as `parseTbsCertificate`. */
export function certificateFindings(
  tbs: Uint8Array,
  profile: CertificateProfile,
): readonly Pick<CertificateRule, 'code' | 'clause'>[] {
  const parsed = parseTbsCertificate(tbs);
  return CERTIFICATE_RULES.filter((rule) => !rule.keeps(parsed, profile)).map(({ code, clause }) => ({ code, clause }));
}

/**
 * Refuses to-be-signed bytes that break their profile, before they are signed: throws `PROFILE_VIOLATION` naming every
 * broken rule, and as `parseTbsCertificate` for bytes that are no certificate.
 */
export function checkCertificate(tbs: Uint8Array, profile: CertificateProfile): void {
  const findings = certificateFindings(tbs, profile);
  if (findings.length === 0) return;
  const broken = findings.map(({ code, clause }) => `${code} (${clause})`).join('; ');
  throw new PkiError('PROFILE_VIOLATION', `not a ${profile.name} certificate: ${broken}`);
}
