import { rule, spotIf } from '../../rule.ts';

/** Validity lies within that of the issuer (Yinxin). */
export const certValidityIssuer = rule<'certificate'>({
  id: 'cert-validity-issuer',
  kinds: ['certificate'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  applies: ({ context }) => context.issuer !== undefined,
  check: ({ notBefore, notAfter, context: { issuer } }) =>
    spotIf(
      (notAfter?.ms ?? 0) > (issuer?.notAfter?.ms ?? Number.POSITIVE_INFINITY) ||
        (notBefore?.ms ?? Number.POSITIVE_INFINITY) < (issuer?.notBefore?.ms ?? 0),
      notBefore?.tlv.at,
    ),
});
