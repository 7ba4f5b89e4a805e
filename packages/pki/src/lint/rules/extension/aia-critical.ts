import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** authorityInfoAccess is not critical (RFC 5280 §4.2.2.1). */
export const aiaCritical = rule<'certificate' | 'crl'>({
  id: 'aia-critical',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.2.2.1',
  severity: 'error',
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.authorityInfoAccess),
});
