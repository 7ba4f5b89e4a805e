import { rule, spotIf } from '../../rule.ts';
import { sameTlv } from '../../tlv.ts';

/** The issuer is named as its certificate names it (RFC 5280 §6.1.3). */
export const certIssuerName = rule<'certificate' | 'crl'>({
  id: 'cert-issuer-name',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§6.1.3',
  severity: 'error',
  applies: ({ context }) => context.issuer !== undefined,
  check: ({ issuer, context }) =>
    spotIf(
      issuer !== undefined && context.issuer?.subject !== undefined && !sameTlv(issuer.tlv, context.issuer.subject.tlv),
      issuer?.tlv.at,
    ),
});
