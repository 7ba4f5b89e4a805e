import { TAG } from '../der/index.ts';

/**
 * Entries as nearly all are, written and checked without an object for each value: a list of a million is made in
 * seconds and read in one.
 */

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

const nibble = (code: number): number => (code < 0x3a ? code - 0x30 : code - 0x57);

/**
 * An entry with a UTCTime, written in one piece; `extensions` are complete or empty. Undefined when it is not that plain
 * (a year beyond two digits, a serial below 1 or longer than 32 bytes) and has to be written by the general way.
 */
export function plainEntry(serial: bigint, revokedAt: Date, extensions: Uint8Array): Uint8Array | undefined {
  const year = revokedAt.getUTCFullYear();
  if (!(year >= 1950 && year < 2050) || serial < 1n || serial >= 1n << 255n || extensions.length > 64) return undefined;
  const digits = serial.toString(16);
  // A sign bit that is set asks for a zero byte before it, an odd number of digits for a zero digit.
  const hex = digits.length % 2 === 1 ? `0${digits}` : digits >= '8' ? `00${digits}` : digits;
  const serialLength = hex.length / 2;
  const length = 2 + serialLength + 15 + extensions.length;
  const out = new Uint8Array(2 + length);
  out[0] = TAG.SEQUENCE;
  out[1] = length;
  out[2] = TAG.INTEGER;
  out[3] = serialLength;
  for (let i = 0; i < serialLength; i++) {
    out[4 + i] = (nibble(hex.charCodeAt(2 * i)) << 4) | nibble(hex.charCodeAt(2 * i + 1));
  }
  let at = 4 + serialLength;
  out[at++] = TAG.UTC_TIME;
  out[at++] = 13;
  const pairs = [
    year % 100,
    revokedAt.getUTCMonth() + 1,
    revokedAt.getUTCDate(),
    revokedAt.getUTCHours(),
    revokedAt.getUTCMinutes(),
    revokedAt.getUTCSeconds(),
  ];
  for (const value of pairs) {
    out[at++] = 0x30 + Math.floor(value / 10);
    out[at++] = 0x30 + (value % 10);
  }
  out[at++] = ZULU;
  out.set(extensions, at);
  return out;
}
