import { error, type Finding } from './finding.ts';
import { cleanTypedCode } from './typed-code.ts';

/*
 * Numbers that people read out: JX261122-000123-K = prefix, day (Beijing time), sequence, check letter.
 *
 * The check is the hybrid system ISO 7064 MOD 27,26 over letters, digits counting as A–J. It detects every single wrong
 * character and nearly every swap of two neighbours. Its result is always a letter, and every other place is fixed as
 * letter or digit, so that O for 0 and I or L for 1 can be forgiven in every place without weakening the check. That is
 * why it was preferred to MOD 37,36, whose check place may be 0 or O, 1 or I.
 */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BEIJING_OFFSET_MS = 8 * 3600 * 1000;

/** A number taken apart. `date` is `YYYY-MM-DD`. */
export interface HumanNumber {
  readonly number: string;
  readonly prefix: string;
  readonly date: string;
  readonly sequence: number;
}

export type HumanNumberRead = ({ readonly ok: true } & HumanNumber) | { readonly ok: false; readonly finding: Finding };

/** ISO 7064 MOD 27,26 check letter of a text of A–Z and 0–9, digits counting as A–J. */
export function checkLetter(text: string): string {
  let carry = 26;
  for (const c of text) {
    const value = c >= '0' && c <= '9' ? Number(c) : LETTERS.indexOf(c);
    const sum = (carry + value) % 26;
    carry = ((sum === 0 ? 26 : sum) * 2) % 27;
  }
  return LETTERS.charAt((27 - carry) % 26);
}

/**
 * Makes a number from a prefix of one to four capitals, the moment it is made (its day in Beijing) and a sequence from
 * 0 to 999999 counted per day. Throws RangeError for anything else, since both come from our own code.
 */
export function make(prefix: string, date: Date, sequence: number): string {
  if (!/^[A-Z]{1,4}$/.test(prefix)) throw new RangeError('prefix must be one to four capital letters');
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > 999_999) throw new RangeError('sequence out of range');
  const day = new Date(date.getTime() + BEIJING_OFFSET_MS).toISOString().slice(2, 10).replaceAll('-', '');
  const count = String(sequence).padStart(6, '0');
  return `${prefix}${day}-${count}-${checkLetter(prefix + day + count)}`;
}

/** True for a number exactly as `make` writes it. */
export function check(number: string): boolean {
  const read = parse(number);
  return read.ok && read.number === number;
}

const asDigits = (text: string) => text.replaceAll('O', '0').replace(/[IL]/g, '1');
const asLetters = (text: string) => text.replaceAll('0', 'O').replaceAll('1', 'I');

function isDay(yymmdd: string): boolean {
  const iso = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;
  const time = Date.parse(iso);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}

/** Reads a number typed by a person: lower case, missing or other hyphens, full width, O for 0, I or L for 1. */
export function parse(input: string): HumanNumberRead {
  const { cleaned } = cleanTypedCode(input);
  if (cleaned === '') return { ok: false, finding: error('EMPTY') };
  // The tail has a fixed length of 6 + 6 + 1, so what stands before it is the prefix.
  const prefix = asLetters(cleaned.slice(0, -13));
  const day = asDigits(cleaned.slice(-13, -7));
  const count = asDigits(cleaned.slice(-7, -1));
  const letter = asLetters(cleaned.slice(-1));
  const formed = /^[A-Z]{1,4}$/.test(prefix) && /^\d{6}$/.test(day) && /^\d{6}$/.test(count);
  if (!formed || !isDay(day) || checkLetter(prefix + day + count) !== letter) {
    return { ok: false, finding: error('HUMAN_NUMBER') };
  }
  const date = `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
  return { ok: true, number: `${prefix}${day}-${count}-${letter}`, prefix, date, sequence: Number(count) };
}
