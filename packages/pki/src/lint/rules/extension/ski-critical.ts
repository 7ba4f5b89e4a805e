import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** The subjectKeyIdentifier is not critical (RFC 5280 §4.2.1.2). */
export const skiCritical = rule<'certificate'>({
  id: 'ski-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.2',
  severity: 'error',
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.subjectKeyIdentifier),
});
