import { rule } from '../../rule.ts';

/** A GeneralizedTime has seconds, no fraction, and ends with Z (RFC 5280 §4.1.2.5.2). */
export const certTimeGeneralized = rule<'certificate' | 'crl' | 'ocsp'>({
  id: 'cert-time-generalized',
  kinds: ['certificate', 'crl', 'ocsp'],
  source: 'RFC 5280',
  clause: '§4.1.2.5.2',
  severity: 'error',
  check: ({ times }) =>
    times
      .filter(({ tlv, text, ms }) => tlv.tag === 0x18 && (ms === undefined || !/^\d{14}Z$/.test(text)))
      .map(({ tlv, text }) => ({ at: tlv.at, params: { text } })),
});
