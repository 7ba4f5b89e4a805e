import type { Rule } from '../../rule.ts';
import { nameBlanks } from './blanks.ts';
import { nameConstraints } from './constraints.ts';
import { nameCountryLetters } from './country-letters.ts';
import { nameCountryPrintable } from './country-printable.ts';
import { nameDuplicate } from './duplicate.ts';
import { nameIdNumber } from './id-number.ts';
import { nameInvisible } from './invisible.ts';
import { nameLength } from './length.ts';
import { nameOrder } from './order.ts';
import { namePrintableCharset } from './printable-charset.ts';
import { nameRdnSingle } from './rdn-single.ts';
import { nameStringType } from './string-type.ts';
import { nameUtf8 } from './utf8.ts';
import { nameValueEmpty } from './value-empty.ts';

export const NAME_RULES: readonly Rule[] = [
  nameOrder,
  nameCountryPrintable,
  nameCountryLetters,
  nameStringType,
  namePrintableCharset,
  nameUtf8,
  nameLength,
  nameValueEmpty,
  nameBlanks,
  nameInvisible,
  nameDuplicate,
  nameRdnSingle,
  nameIdNumber,
  nameConstraints,
];
