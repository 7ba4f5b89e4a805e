import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** extendedKeyUsage is not empty (RFC 5280 §4.2.1.12). */
export const purposeEmpty = rule<'certificate'>({
  id: 'purpose-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.12',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.extendedKeyUsage),
  check: ({ purposes, byOid }) => spotIf(purposes.length === 0, byOid.get(LINT_OID.extendedKeyUsage)?.at),
});
