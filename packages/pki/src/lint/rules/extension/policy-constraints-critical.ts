import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** policyConstraints is critical (RFC 5280 §4.2.1.11). */
export const policyConstraintsCritical = rule<'certificate'>({
  id: 'policy-constraints-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.11',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.policyConstraints),
  check: ({ byOid }) =>
    spotIf(byOid.get(LINT_OID.policyConstraints)?.critical === false, byOid.get(LINT_OID.policyConstraints)?.at),
});
