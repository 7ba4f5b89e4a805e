import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** The response type is id-pkix-ocsp-basic (RFC 6960 §4.2.1). */
export const ocspType = rule<'ocsp'>({
  id: 'ocsp-type',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  applies: ({ type }) => type !== undefined,
  check: ({ type }) => spotIf(type !== LINT_OID.ocspBasic, 0, { oid: type ?? '' }),
});
