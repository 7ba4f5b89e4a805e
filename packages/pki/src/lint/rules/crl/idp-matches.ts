import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { pointAddresses } from '../../subject/values.ts';

/** issuingDistributionPoint names where the list is (RFC 5280 §6.3.3). */
export const crlIdpMatches = rule<'crl'>({
  id: 'crl-idp-matches',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§6.3.3',
  severity: 'error',
  applies: ({ byOid, context }) => context.crlUrl !== undefined && byOid.has(LINT_OID.issuingDistributionPoint),
  check: ({ byOid, context: { crlUrl = '' } }) => {
    const addresses = pointAddresses(byOid.get(LINT_OID.issuingDistributionPoint)?.inner);
    return spotIf(
      addresses.length > 0 && !addresses.some(({ text }) => text === crlUrl),
      byOid.get(LINT_OID.issuingDistributionPoint)?.at,
      { url: crlUrl },
    );
  },
});
