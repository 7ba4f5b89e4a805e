import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';

/** encipherOnly and decipherOnly go with keyAgreement (RFC 5280 §4.2.1.3). */
export const usageAgreementOnly = rule<'certificate'>({
  id: 'usage-agreement-only',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.3',
  severity: 'warning',
  applies: ({ usage = 0 }) => (usage & (USAGE.encipherOnly | USAGE.decipherOnly)) !== 0,
  check: ({ usage = 0, byOid }) => spotIf((usage & USAGE.keyAgreement) === 0, byOid.get(LINT_OID.keyUsage)?.at),
});
