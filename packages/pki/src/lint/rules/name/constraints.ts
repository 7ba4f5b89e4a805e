import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** nameConstraints is critical and in CA certificates only (RFC 5280 §4.2.1.10). */
export const nameConstraints = rule<'certificate'>({
  id: 'name-constraints',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.10',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.nameConstraints),
  check: ({ ca, byOid }) =>
    spotIf(!ca || byOid.get(LINT_OID.nameConstraints)?.critical === false, byOid.get(LINT_OID.nameConstraints)?.at),
});
