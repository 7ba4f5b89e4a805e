import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { encodeImprint, type Imprint, parseImprint } from './imprint.ts';

/** Object identifier of the content of a token. */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** What a timestamp says (TSTInfo, RFC 3161 §2.4.2). */
export interface TimestampInfo {
  readonly policy: string;
  readonly imprint: Imprint;
  readonly serial: bigint;
  /** To the millisecond. */
  readonly time: Date;
  /** How far the clock may be off, in microseconds; undefined when nothing is said. */
  readonly accuracyMicros: number | undefined;
  /** Whether tokens of this authority can always be ordered by their time. */
  readonly ordering: boolean;
  readonly nonce: bigint | undefined;
}

/** GeneralizedTime with a fraction only where it says something, without trailing zeros (RFC 3161 §2.4.2). */
function encodeTime(time: Date): Uint8Array {
  const whole = der.generalizedTime(time);
  const millis = time.getUTCMilliseconds();
  if (millis === 0) return whole;
  const fraction = `.${String(millis).padStart(3, '0').replace(/0+$/, '')}Z`;
  const text = new TextDecoder().decode(whole.subarray(2, -1)) + fraction;
  return der.tlv(TAG.GENERALIZED_TIME, new TextEncoder().encode(text));
}

function parseTime(reader: DerReader): Date {
  const { content, at } = reader.take(TAG.GENERALIZED_TIME);
  const text = new TextDecoder('latin1').decode(content);
  const [, whole, fraction] = /^(\d{14})(?:\.(\d{0,8}[1-9]))?Z$/.exec(text) ?? [];
  if (whole === undefined) throw new PkiError('TIME_INVALID', 'no such time', at);
  const seconds = DerReader.over(der.tlv(TAG.GENERALIZED_TIME, new TextEncoder().encode(`${whole}Z`))).time();
  return new Date(seconds.getTime() + Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)));
}

function encodeAccuracy(micros: number): Uint8Array {
  const [seconds, millis, rest] = [Math.floor(micros / 1e6), Math.floor(micros / 1000) % 1000, micros % 1000];
  const number = (n: number, value: number): Uint8Array[] =>
    value === 0 ? [] : [der.implicitPrimitive(n, der.integer(value).subarray(2))];
  return der.sequence(...(seconds === 0 ? [] : [der.integer(seconds)]), ...number(0, millis), ...number(1, rest));
}

function parseAccuracy(reader: DerReader): number {
  const seconds = reader.peek() === TAG.INTEGER ? reader.smallInteger() : 0;
  const fraction = (n: number): number => {
    const value = reader.optional(0x80 | n);
    return value === undefined ? 0 : DerReader.over(der.tlv(TAG.INTEGER, value.content)).smallInteger();
  };
  const [millis, micros] = [fraction(0), fraction(1)];
  reader.end();
  if (millis > 999 || micros > 999) throw new PkiError('TSP_MALFORMED', 'the accuracy is out of range');
  return seconds * 1e6 + millis * 1000 + micros;
}

/** Writes TSTInfo in DER. `subject` is the authority's name as encoded in its certificate. */
export function encodeTimestampInfo(info: TimestampInfo, subject?: Uint8Array): Uint8Array {
  return der.sequence(
    der.integer(1),
    der.oid(info.policy),
    encodeImprint(info.imprint),
    der.integer(info.serial),
    encodeTime(info.time),
    ...(info.accuracyMicros === undefined ? [] : [encodeAccuracy(info.accuracyMicros)]),
    ...(info.ordering ? [der.boolean(true)] : []),
    ...(info.nonce === undefined ? [] : [der.integer(info.nonce)]),
    ...(subject === undefined ? [] : [der.explicit(0, der.explicit(4, subject))]),
  );
}

/** Reads TSTInfo. Throws `TSP_VERSION`, `TSP_MALFORMED`, `TIME_INVALID`, `ALGORITHM_UNSUPPORTED`, `DER_*`. */
export function parseTimestampInfo(bytes: Uint8Array): TimestampInfo {
  const all = DerReader.over(bytes);
  const reader = all.sequence();
  all.end();
  const version = reader.smallInteger();
  if (version !== 1) throw new PkiError('TSP_VERSION', `token version ${version}`);
  const policy = reader.oid();
  const imprint = parseImprint(reader);
  const serial = reader.integer();
  const time = parseTime(reader);
  const accuracyMicros = reader.peek() === TAG.SEQUENCE ? parseAccuracy(reader.sequence()) : undefined;
  const ordering = reader.peek() === TAG.BOOLEAN ? reader.boolean() : false;
  const nonce = reader.peek() === TAG.INTEGER ? reader.integer() : undefined;
  reader.optional(0xa0);
  reader.optional(0xa1);
  reader.end();
  return { policy, imprint, serial, time, accuracyMicros, ordering, nonce };
}
