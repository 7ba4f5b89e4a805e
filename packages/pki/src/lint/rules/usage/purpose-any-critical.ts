import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { criticalSpot } from '../../subject/values.ts';

/** anyExtendedKeyUsage is not critical (RFC 5280 §4.2.1.12). */
export const purposeAnyCritical = rule<'certificate'>({
  id: 'purpose-any-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.12',
  severity: 'warning',
  issuing: 'error',
  applies: ({ purposes }) => purposes.includes(LINT_OID.anyPurpose),
  check: ({ byOid }) => criticalSpot(byOid, LINT_OID.extendedKeyUsage),
});
