import { rule, spotIf } from '../../rule.ts';
import { sameTlv } from '../../tlv.ts';

/** Twin certificates have different serials (RFC 5280 §4.1.2.2). */
export const pairSerial = rule<'pair'>({
  id: 'pair-serial',
  kinds: ['pair'],
  source: 'RFC 5280',
  clause: '§4.1.2.2',
  severity: 'error',
  check: ({ signing, encryption }) =>
    spotIf(
      signing.serial !== undefined && encryption.serial !== undefined && sameTlv(signing.serial, encryption.serial),
      encryption.serial?.at,
    ),
});
