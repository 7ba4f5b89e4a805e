import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** keyUsage is critical (RFC 5280 §4.2.1.3). */
export const usageCritical = rule<'certificate'>({
  id: 'usage-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.3',
  severity: 'warning',
  issuing: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.keyUsage),
  check: ({ byOid }) => spotIf(byOid.get(LINT_OID.keyUsage)?.critical === false, byOid.get(LINT_OID.keyUsage)?.at),
});
