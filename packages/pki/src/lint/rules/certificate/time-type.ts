import { rule } from '../../rule.ts';
import { GENERALIZED_FROM, UTC_FROM } from '../../subject/values.ts';

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5, §5.1.2.4). */
export const certTimeType = rule<'certificate' | 'crl'>({
  id: 'cert-time-type',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.1.2.5, §5.1.2.4',
  severity: 'error',
  check: ({ times }) =>
    times
      .filter(({ tlv, ms }) => tlv.tag === 0x18 && ms !== undefined && ms < GENERALIZED_FROM && ms >= UTC_FROM)
      .map(({ tlv }) => ({ at: tlv.at })),
});
