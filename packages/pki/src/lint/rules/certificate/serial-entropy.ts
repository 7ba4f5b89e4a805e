import { rule, spotIf } from '../../rule.ts';
import { longestRun } from '../../subject/values.ts';
import { contentOf, lengthOf } from '../../tlv.ts';

/** The serial looks random (CA/Browser Forum BR §7.1). */
export const certSerialEntropy = rule<'certificate'>({
  id: 'cert-serial-entropy',
  kinds: ['certificate'],
  source: 'CA/Browser Forum BR',
  clause: '§7.1',
  severity: 'warning',
  check: ({ serial }) =>
    spotIf(serial !== undefined && lengthOf(serial) >= 8 && longestRun(contentOf(serial)) >= 4, serial?.at),
});
