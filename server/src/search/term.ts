import { creditCode, humanNumber } from '@yinxin/identifiers';
import { coreOf, keyOf } from './name-key.ts';

/** What a typed text may mean; several readings are looked up at once. */
export interface Term {
  /** Holds too little to search for. */
  readonly tooShort: boolean;
  /** A whole order number. */
  readonly number: string | undefined;
  /** The beginning of one: `JX2611`. */
  readonly numberBegins: string | undefined;
  readonly creditCode: string | undefined;
  /** A tracking number, certificate serial or invoice number. */
  readonly code: string | undefined;
  /** What a key's serial may be: as it was typed or scanned, and without what stands between its parts. */
  readonly serials: readonly string[];
  readonly mobile: string | undefined;
  /** A part of a name with at least one Chinese character, as names are compared. */
  readonly name: string | undefined;
  /** Pinyin initials, or a name in Latin letters. */
  readonly initials: string | undefined;
}

const NOTHING: Term = {
  tooShort: true,
  number: undefined,
  numberBegins: undefined,
  creditCode: undefined,
  code: undefined,
  serials: [],
  mobile: undefined,
  name: undefined,
  initials: undefined,
};
/** Longer than every number and name: the rest is not looked at. */
const READ_AT_MOST = 120;

/** Reads what somebody typed or scanned into the search box. Pure; never throws. */
export function readTerm(typed: string): Term {
  const text = typed.slice(0, READ_AT_MOST).normalize('NFKC').trim();
  const key = keyOf(text);
  const code = text.replace(/[\s:-]/g, '').toUpperCase();
  const isCode = /^[A-Z0-9]+$/.test(code);
  if (key.length < 2) return NOTHING;
  const number = humanNumber.parse(text);
  const isNamed = /\p{Script=Han}/u.test(key);
  return {
    tooShort: isNamed && coreOf(key).length < 2,
    number: number.ok ? number.number : undefined,
    numberBegins: /^[A-Z]{1,4}\d{4,6}(-\d{0,6})?$/.test(text.toUpperCase()) ? text.toUpperCase() : undefined,
    creditCode: isCode && code.length === 18 && creditCode.isValid(code) ? code : undefined,
    code: isCode && code.length >= 6 ? code : undefined,
    serials: isCode && code.length >= 6 ? [...new Set([text.replace(/\s/g, '').toUpperCase(), code])] : [],
    mobile: /^1\d{10}$/.test(code) ? code : undefined,
    name: isNamed ? key : undefined,
    initials: !isNamed && isCode && /[a-z]/.test(key) ? key : undefined,
  };
}
