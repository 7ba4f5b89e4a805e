import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** issuingDistributionPoint says something (RFC 5280 §5.2.5). */
export const crlIdpEmpty = rule<'crl'>({
  id: 'crl-idp-empty',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.5',
  severity: 'error',
  applies: ({ byOid }) => byOid.get(LINT_OID.issuingDistributionPoint)?.inner !== undefined,
  check: ({ byOid }) => {
    const inner = byOid.get(LINT_OID.issuingDistributionPoint)?.inner;
    return spotIf(inner !== undefined && inner.body === inner.stop, inner?.at);
  },
});
