import { rule } from '../../rule.ts';
import { latin1Of } from '../../tlv.ts';

/** A GeneralizedTime has seconds, no fraction, and ends with Z (RFC 5280 §4.1.2.5.2). */
export const certTimeGeneralized = rule<'certificate' | 'crl' | 'ocsp'>({
  id: 'cert-time-generalized',
  kinds: ['certificate', 'crl', 'ocsp'],
  source: 'RFC 5280',
  clause: '§4.1.2.5.2',
  severity: 'error',
  check: ({ times }) =>
    times
      .filter(({ tlv, plain }) => tlv.tag === 0x18 && !plain)
      .map(({ tlv }) => ({ at: tlv.at, params: { text: latin1Of(tlv).slice(0, 32) } })),
});
