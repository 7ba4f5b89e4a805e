import { rule, spotIf } from '../../rule.ts';
import { pathLengthOf } from '../../subject/values.ts';
import { smallOf } from '../../tlv.ts';

/** The pathLenConstraint is not negative (RFC 5280 §4.2.1.9). */
export const constraintsPathRange = rule<'certificate'>({
  id: 'constraints-path-range',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.9',
  severity: 'error',
  applies: ({ byOid }) => pathLengthOf(byOid) !== undefined,
  check: ({ byOid }) => {
    const length = pathLengthOf(byOid);
    return spotIf((smallOf(length) ?? 1000) > 100, length?.at);
  },
});
