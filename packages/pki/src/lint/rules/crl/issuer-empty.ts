import { rule, spotIf } from '../../rule.ts';

/** The issuer has a name (RFC 5280 §5.1.2.3). */
export const crlIssuerEmpty = rule<'crl'>({
  id: 'crl-issuer-empty',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.3',
  severity: 'error',
  check: ({ issuer }) => spotIf(issuer !== undefined && issuer.attributes.length === 0, issuer?.tlv.at),
});
