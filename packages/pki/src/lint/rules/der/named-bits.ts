import { LINT_OID } from '../../oids.ts';
import { KEPT, rule, spotIf } from '../../rule.ts';

/** Named bits end with a one (X.690 §11.2.2). */
export const derNamedBits = rule<'certificate'>({
  id: 'der-named-bits',
  kinds: ['certificate'],
  source: 'X.690',
  clause: '§11.2.2',
  severity: 'error',
  applies: ({ usage }) => usage !== undefined,
  check: ({ byOid }) => {
    const bits = byOid.get(LINT_OID.keyUsage)?.inner;
    if (bits === undefined || bits.stop - bits.body < 2) return KEPT;
    const unused = bits.bytes[bits.body] ?? 0;
    return spotIf(((bits.bytes[bits.stop - 1] ?? 0) & (1 << unused)) === 0, bits.at);
  },
});
