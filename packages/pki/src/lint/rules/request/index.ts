import type { Rule } from '../../rule.ts';
import { requestAttributeRepeated } from './attribute-repeated.ts';
import { requestAttributeSet } from './attribute-set.ts';
import { requestAttributes } from './attributes.ts';
import { requestCa } from './ca.ts';
import { requestChallengePassword } from './challenge-password.ts';
import { requestStructure } from './structure.ts';
import { requestSubjectEmpty } from './subject-empty.ts';
import { requestVersion } from './version.ts';

export const REQUEST_RULES: readonly Rule[] = [
  requestStructure,
  requestVersion,
  requestSubjectEmpty,
  requestAttributes,
  requestAttributeSet,
  requestAttributeRepeated,
  requestChallengePassword,
  requestCa,
];
