import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { SIGNING_BITS } from '../../subject/values.ts';

/** extendedKeyUsage agrees with keyUsage (RFC 5280 §4.2.1.12). */
export const purposeConsistent = rule<'certificate'>({
  id: 'purpose-consistent',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.12',
  severity: 'error',
  applies: ({ purposes, usage }) =>
    usage !== undefined && (purposes.includes(LINT_OID.ocspSigning) || purposes.includes(LINT_OID.timeStamping)),
  check: ({ usage = 0, byOid }) => spotIf((usage & SIGNING_BITS) === 0, byOid.get(LINT_OID.extendedKeyUsage)?.at),
});
