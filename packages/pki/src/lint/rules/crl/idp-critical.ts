import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** issuingDistributionPoint is critical (RFC 5280 §5.2.5). */
export const crlIdpCritical = rule<'crl'>({
  id: 'crl-idp-critical',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.5',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.issuingDistributionPoint),
  check: ({ byOid }) =>
    spotIf(
      byOid.get(LINT_OID.issuingDistributionPoint)?.critical === false,
      byOid.get(LINT_OID.issuingDistributionPoint)?.at,
    ),
});
