import { rule, spotIf } from '../../rule.ts';
import { lengthOf } from '../../tlv.ts';

/** The serial has at most 20 octets (RFC 5280 §4.1.2.2). */
export const certSerialLength = rule<'certificate'>({
  id: 'cert-serial-length',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.2',
  severity: 'error',
  check: ({ serial }) =>
    spotIf(serial !== undefined && lengthOf(serial) > 20, serial?.at, {
      length: serial === undefined ? 0 : lengthOf(serial),
    }),
});
