import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** There is an authorityKeyIdentifier (RFC 5280 §5.2.1). */
export const crlAki = rule<'crl'>({
  id: 'crl-aki',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.1',
  severity: 'error',
  applies: ({ version }) => version === 1,
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.authorityKeyIdentifier), tbs.stop),
});
