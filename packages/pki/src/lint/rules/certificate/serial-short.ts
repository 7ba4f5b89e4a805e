import { rule, spotIf } from '../../rule.ts';
import { lengthOf } from '../../tlv.ts';

/** The serial has at least 64 bits (CA/Browser Forum BR §7.1). */
export const certSerialShort = rule<'certificate'>({
  id: 'cert-serial-short',
  kinds: ['certificate'],
  source: 'CA/Browser Forum BR',
  clause: '§7.1',
  severity: 'warning',
  issuing: 'error',
  check: ({ serial }) =>
    spotIf(serial !== undefined && lengthOf(serial) < 8, serial?.at, {
      length: serial === undefined ? 0 : lengthOf(serial),
    }),
});
