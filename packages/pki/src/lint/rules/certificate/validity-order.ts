import { rule, spotIf } from '../../rule.ts';

/** Validity begins before it ends (RFC 5280 §4.1.2.5). */
export const certValidityOrder = rule<'certificate'>({
  id: 'cert-validity-order',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.5',
  severity: 'error',
  check: ({ notBefore, notAfter }) =>
    spotIf((notBefore?.ms ?? 0) >= (notAfter?.ms ?? Number.POSITIVE_INFINITY), notAfter?.tlv.at),
});
