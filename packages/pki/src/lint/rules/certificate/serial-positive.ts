import { rule, spotIf } from '../../rule.ts';

/** The serial is positive (RFC 5280 §4.1.2.2). */
export const certSerialPositive = rule<'certificate'>({
  id: 'cert-serial-positive',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.2',
  severity: 'error',
  check: ({ serial }) => spotIf(serial !== undefined && (serial.bytes[serial.body] ?? 0) >= 0x80, serial?.at),
});
