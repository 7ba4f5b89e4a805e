import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';
import { pathLengthOf } from '../../subject/values.ts';

/** Only a CA has a pathLenConstraint (RFC 5280 §4.2.1.9). */
export const constraintsPath = rule<'certificate'>({
  id: 'constraints-path',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.9',
  severity: 'error',
  applies: ({ byOid }) => pathLengthOf(byOid) !== undefined,
  check: ({ ca, usage, byOid }) =>
    spotIf(!ca || ((usage ?? USAGE.keyCertSign) & USAGE.keyCertSign) === 0, pathLengthOf(byOid)?.at),
});
