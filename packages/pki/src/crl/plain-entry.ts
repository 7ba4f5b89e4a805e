import { TAG } from '../der/index.ts';

/** Checks entries as nearly all are, without making an object of them: a list of a million is read in a second. */

// SEQUENCE { SEQUENCE { reasonCode, OCTET STRING { ENUMERATED …
const REASON = Uint8Array.of(0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01);
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const ZULU = 0x5a;

/** Two digits, or -1. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function isUtcTime(bytes: Uint8Array, at: number): boolean {
  const year = pair(bytes, at);
  const month = pair(bytes, at + 2);
  const day = pair(bytes, at + 4);
  // From 1950 to 2049 every fourth year is a leap year.
  const longest = (DAYS[month - 1] ?? 0) + (month === 2 && year % 4 === 0 ? 1 : 0);
  const [hour, minute, second] = [pair(bytes, at + 6), pair(bytes, at + 8), pair(bytes, at + 10)];
  return (
    year >= 0 &&
    day >= 1 &&
    day <= longest &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60 &&
    bytes[at + 12] === ZULU
  );
}

/**
 * The length of the entry at `at` when it is a serial, a UTCTime and at most a reason, all well formed; 0 when it has to
 * be read by the general way, which also says what is wrong with it.
 */
export function isPlainEntry(bytes: Uint8Array, at: number): number {
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  if (bytes[at] !== TAG.SEQUENCE || length >= 0x80 || end > bytes.length) return 0;
  const serialLength = bytes[at + 3] ?? 0;
  if (bytes[at + 2] !== TAG.INTEGER || serialLength < 1 || serialLength > 32) return 0;
  const [first = 0, second = 0] = [bytes[at + 4], bytes[at + 5]];
  if (serialLength > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) return 0;
  const time = at + 4 + serialLength;
  if (bytes[time] !== TAG.UTC_TIME || bytes[time + 1] !== 13 || time + 15 > end) return 0;
  if (!isUtcTime(bytes, time + 2)) return 0;
  const rest = time + 15;
  if (rest === end) return end - at;
  if (end - rest !== REASON.length + 1) return 0;
  for (let i = 0; i < REASON.length; i++) if (bytes[rest + i] !== REASON[i]) return 0;
  return end - at;
}
