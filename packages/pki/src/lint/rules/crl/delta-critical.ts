import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** deltaCRLIndicator is critical (RFC 5280 §5.2.4). */
export const crlDeltaCritical = rule<'crl'>({
  id: 'crl-delta-critical',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.4',
  severity: 'error',
  applies: ({ delta }) => delta,
  check: ({ byOid }) =>
    spotIf(byOid.get(LINT_OID.deltaCrlIndicator)?.critical === false, byOid.get(LINT_OID.deltaCrlIndicator)?.at),
});
