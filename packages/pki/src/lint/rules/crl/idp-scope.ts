import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { childrenOf } from '../../tlv.ts';

/** issuingDistributionPoint limits to one kind (RFC 5280 §5.2.5). */
export const crlIdpScope = rule<'crl'>({
  id: 'crl-idp-scope',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.5',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.issuingDistributionPoint),
  check: ({ byOid }) => {
    const inner = byOid.get(LINT_OID.issuingDistributionPoint)?.inner;
    const scopes =
      inner === undefined
        ? []
        : childrenOf(inner).filter(({ tag, bytes, body }) => [0x81, 0x82, 0x85].includes(tag) && bytes[body] !== 0);
    return spotIf(scopes.length > 1, inner?.at);
  },
});
