/** The lint of certificates, revocation lists, OCSP responses and requests: every rule with its clause. */
export { type CertificateFinding, certificateFindings, checkCertificate } from './certificate-check.ts';
export type { LintFinding } from './engine.ts';
export {
  kindOf,
  type LintOptions,
  type LintReport,
  lint,
  lintPair,
  lintParsed,
  lintTbsCertificate,
  lintTbsCrl,
} from './lint.ts';
export { type Rule, SEVERITIES, type Severity, type Source } from './rule.ts';
export { RULES as LINT_RULES } from './rules/index.ts';
export { type LintSetReport, lintSet } from './set.ts';
export {
  readCertificate as readLintCertificate,
  readTbsCertificate as readTbsLintCertificate,
} from './subject/certificate.ts';
export type { LintCertificate, LintContext } from './subject/index.ts';
export { type SaidByCertificate, saidBy } from './subject/said.ts';
export { type Bilingual, type RuleText, ruleText } from './texts.ts';
