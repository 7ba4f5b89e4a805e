import type { Rule } from '../../rule.ts';
import { derBitsUnused } from './bits-unused.ts';
import { derBoolean } from './boolean.ts';
import { derDefaultOmitted } from './default-omitted.ts';
import { derForm } from './form.ts';
import { derIntegerMinimal } from './integer-minimal.ts';
import { derLengthDefinite } from './length-definite.ts';
import { derLengthMinimal } from './length-minimal.ts';
import { derNamedBits } from './named-bits.ts';
import { derNullEmpty } from './null-empty.ts';
import { derOidMinimal } from './oid-minimal.ts';
import { derSetOrder } from './set-order.ts';
import { derTrailing } from './trailing.ts';

export const DER_RULES: readonly Rule[] = [
  derLengthDefinite,
  derLengthMinimal,
  derIntegerMinimal,
  derBoolean,
  derNullEmpty,
  derOidMinimal,
  derBitsUnused,
  derForm,
  derSetOrder,
  derTrailing,
  derDefaultOmitted,
  derNamedBits,
];
