import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** id-pkix-ocsp-nocheck is not critical (RFC 6960 §4.2.2.2.1). */
export const noCheckCritical = rule<'certificate'>({
  id: 'no-check-critical',
  kinds: ['certificate'],
  source: 'RFC 6960',
  clause: '§4.2.2.2.1',
  severity: 'warning',
  issuing: 'error',
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.ocspNoCheck),
});
