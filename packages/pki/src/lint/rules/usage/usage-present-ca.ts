import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** A CA certificate has a keyUsage (RFC 5280 §4.2.1.3). */
export const usagePresentCa = rule<'certificate'>({
  id: 'usage-present-ca',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.3',
  severity: 'error',
  applies: ({ ca }) => ca,
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.keyUsage), tbs.stop),
});
