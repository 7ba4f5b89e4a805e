import { rule } from '../../rule.ts';
import { latin1Of } from '../../tlv.ts';

/** A UTCTime has seconds and ends with Z (RFC 5280 §4.1.2.5.1). */
export const certTimeUtc = rule<'certificate' | 'crl'>({
  id: 'cert-time-utc',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.1.2.5.1',
  severity: 'error',
  check: ({ times }) =>
    times
      .filter(({ tlv, plain }) => tlv.tag === 0x17 && !plain)
      .map(({ tlv }) => ({ at: tlv.at, params: { text: latin1Of(tlv).slice(0, 32) } })),
});
