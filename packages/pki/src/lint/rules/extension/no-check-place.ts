import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** Only OCSP responders are exempt from status checks (RFC 6960 §4.2.2.2.1). */
export const noCheckPlace = rule<'certificate'>({
  id: 'no-check-place',
  kinds: ['certificate'],
  source: 'RFC 6960',
  clause: '§4.2.2.2.1',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.ocspNoCheck),
  check: ({ purposes, byOid }) => spotIf(!purposes.includes(LINT_OID.ocspSigning), byOid.get(LINT_OID.ocspNoCheck)?.at),
});
