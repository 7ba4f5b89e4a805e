import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** There is a cRLNumber (RFC 5280 §5.2.3). */
export const crlNumber = rule<'crl'>({
  id: 'crl-number',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.3',
  severity: 'error',
  applies: ({ version }) => version === 1,
  check: ({ byOid, tbs }) =>
    spotIf(byOid.get(LINT_OID.crlNumber)?.inner?.tag !== 0x02, byOid.get(LINT_OID.crlNumber)?.at ?? tbs.stop),
});
