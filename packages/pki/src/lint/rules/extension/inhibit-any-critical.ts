import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** inhibitAnyPolicy is critical (RFC 5280 §4.2.1.14). */
export const inhibitAnyCritical = rule<'certificate'>({
  id: 'inhibit-any-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.14',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.inhibitAnyPolicy),
  check: ({ byOid }) =>
    spotIf(byOid.get(LINT_OID.inhibitAnyPolicy)?.critical === false, byOid.get(LINT_OID.inhibitAnyPolicy)?.at),
});
