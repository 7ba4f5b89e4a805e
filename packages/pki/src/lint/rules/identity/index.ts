import type { Rule } from '../../rule.ts';
import { identityCodeChoice } from './code-choice.ts';
import { identityCreditCode } from './credit-code.ts';
import { identityCritical } from './critical.ts';
import { identityIdNumber } from './id-number.ts';
import { identityOrganisationCode } from './organisation-code.ts';
import { identityPrintable } from './printable.ts';

export const IDENTITY_RULES: readonly Rule[] = [
  identityCritical,
  identityPrintable,
  identityCreditCode,
  identityOrganisationCode,
  identityIdNumber,
  identityCodeChoice,
];
