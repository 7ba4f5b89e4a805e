import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** A CA certificate has a subjectKeyIdentifier (RFC 5280 §4.2.1.2). */
export const skiPresentCa = rule<'certificate'>({
  id: 'ski-present-ca',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.2',
  severity: 'error',
  applies: ({ ca }) => ca,
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.subjectKeyIdentifier), tbs.stop),
});
