import type { Rule } from '../../rule.ts';
import { algorithmEcdsaParameters } from './ecdsa-parameters.ts';
import { algorithmKnown } from './known.ts';
import { algorithmOfKey } from './of-key.ts';
import { algorithmRsaParameters } from './rsa-parameters.ts';
import { algorithmSame } from './same.ts';
import { signatureForm } from './signature-form.ts';
import { signatureValid } from './signature-valid.ts';
import { algorithmSm2Parameters } from './sm2-parameters.ts';
import { algorithmWeak } from './weak.ts';

export const ALGORITHM_RULES: readonly Rule[] = [
  algorithmKnown,
  algorithmWeak,
  algorithmSm2Parameters,
  algorithmRsaParameters,
  algorithmEcdsaParameters,
  algorithmSame,
  algorithmOfKey,
  signatureForm,
  signatureValid,
];
