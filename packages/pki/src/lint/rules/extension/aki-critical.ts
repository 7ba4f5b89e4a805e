import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** The authorityKeyIdentifier is not critical (RFC 5280 §4.2.1.1). */
export const akiCritical = rule<'certificate' | 'crl'>({
  id: 'aki-critical',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.2.1.1',
  severity: 'error',
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.authorityKeyIdentifier),
});
