import { rule, spotIf } from '../../rule.ts';
import { readTlv } from '../../tlv.ts';

/** Nothing follows the value (X.690). */
export const derTrailing = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-trailing',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '',
  severity: 'error',
  check: ({ bytes }) => {
    const whole = readTlv(bytes, 0, bytes.length);
    return spotIf(whole !== undefined && whole.end < bytes.length, whole?.end, {
      count: bytes.length - (whole?.end ?? 0),
    });
  },
});
