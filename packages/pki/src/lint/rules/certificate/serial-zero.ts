import { rule, spotIf } from '../../rule.ts';
import { contentOf } from '../../tlv.ts';

/** The serial is not zero (RFC 5280 §4.1.2.2). */
export const certSerialZero = rule<'certificate'>({
  id: 'cert-serial-zero',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.2',
  severity: 'error',
  check: ({ serial }) => spotIf(serial !== undefined && contentOf(serial).every((byte) => byte === 0), serial?.at),
});
