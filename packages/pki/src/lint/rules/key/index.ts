import type { Rule } from '../../rule.ts';
import { keyAlgorithm } from './algorithm.ts';
import { keyCurve } from './curve.ts';
import { keyKnown } from './known.ts';
import { keyNamedCurve } from './named-curve.ts';
import { keyOnCurve } from './on-curve.ts';
import { keyPublished } from './published.ts';
import { keyRsaExponent } from './rsa-exponent.ts';
import { keyRsaExponentSize } from './rsa-exponent-size.ts';
import { keyRsaParameters } from './rsa-parameters.ts';
import { keyRsaSize } from './rsa-size.ts';
import { keyUncompressed } from './uncompressed.ts';

export const KEY_RULES: readonly Rule[] = [
  keyAlgorithm,
  keyKnown,
  keyNamedCurve,
  keyCurve,
  keyUncompressed,
  keyOnCurve,
  keyPublished,
  keyRsaSize,
  keyRsaExponent,
  keyRsaExponentSize,
  keyRsaParameters,
];
