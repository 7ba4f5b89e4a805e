import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** cRLDistributionPoints is not critical (RFC 5280 §4.2.1.13). */
export const crldpCritical = rule<'certificate'>({
  id: 'crldp-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.13',
  severity: 'warning',
  issuing: 'error',
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.crlDistributionPoints),
});
