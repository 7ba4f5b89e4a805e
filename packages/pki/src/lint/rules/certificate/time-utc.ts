import { rule } from '../../rule.ts';

/** A UTCTime has seconds and ends with Z (RFC 5280 §4.1.2.5.1). */
export const certTimeUtc = rule<'certificate' | 'crl'>({
  id: 'cert-time-utc',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.1.2.5.1',
  severity: 'error',
  check: ({ times }) =>
    times
      .filter(({ tlv, text, ms }) => tlv.tag === 0x17 && (ms === undefined || !/^\d{12}Z$/.test(text)))
      .map(({ tlv, text }) => ({ at: tlv.at, params: { text } })),
});
