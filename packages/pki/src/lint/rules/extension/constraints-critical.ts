import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** basicConstraints of a CA is critical (RFC 5280 §4.2.1.9). */
export const constraintsCritical = rule<'certificate'>({
  id: 'constraints-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.9',
  severity: 'error',
  applies: ({ ca }) => ca,
  check: ({ byOid }) =>
    spotIf(byOid.get(LINT_OID.basicConstraints)?.critical === false, byOid.get(LINT_OID.basicConstraints)?.at),
});
