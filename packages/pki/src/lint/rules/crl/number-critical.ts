import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** The cRLNumber is not critical (RFC 5280 §5.2.3). */
export const crlNumberCritical = rule<'crl'>({
  id: 'crl-number-critical',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.3',
  severity: 'error',
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.crlNumber),
});
