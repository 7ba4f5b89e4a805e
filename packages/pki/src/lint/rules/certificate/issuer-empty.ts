import { rule, spotIf } from '../../rule.ts';

/** The issuer has a name (RFC 5280 §4.1.2.4). */
export const certIssuerEmpty = rule<'certificate'>({
  id: 'cert-issuer-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.4',
  severity: 'error',
  check: ({ issuer }) => spotIf(issuer !== undefined && issuer.attributes.length === 0, issuer?.tlv.at),
});
