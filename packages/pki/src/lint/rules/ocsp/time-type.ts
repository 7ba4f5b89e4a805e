import { rule } from '../../rule.ts';

/** Times are GeneralizedTime (RFC 6960 §4.2.1). */
export const ocspTimeType = rule<'ocsp'>({
  id: 'ocsp-time-type',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  check: ({ times }) => times.filter(({ tlv }) => tlv.tag !== 0x18).map(({ tlv }) => ({ at: tlv.at })),
});
