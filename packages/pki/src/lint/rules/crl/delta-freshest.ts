import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** A delta does not point to a fresher delta (RFC 5280 §5.2.6). */
export const crlDeltaFreshest = rule<'crl'>({
  id: 'crl-delta-freshest',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.6',
  severity: 'error',
  applies: ({ delta }) => delta,
  check: ({ byOid }) => spotIf(byOid.has(LINT_OID.freshestCrl), byOid.get(LINT_OID.freshestCrl)?.at),
});
