import { readTlv, type Tlv } from './tlv.ts';

/** Departures from DER that a walk over the bytes alone can see. Each is reported by the rule of the same name. */
export const DER_FAULTS = [
  'der-length-definite',
  'der-length-minimal',
  'der-integer-minimal',
  'der-boolean',
  'der-null-empty',
  'der-oid-minimal',
  'der-bits-unused',
  'der-form',
  'der-set-order',
] as const;
export type DerFault = (typeof DER_FAULTS)[number];

/** A departure and the byte where it begins. */
export interface Fault {
  readonly fault: DerFault;
  readonly at: number;
}

/** Enough to act on; a file of a million faults is not worth a million findings. */
const MAX_FAULTS = 100;

// Universal types that DER wants primitive: strings, times and simple values; and those that are always constructed.
const PRIMITIVE = new Set([1, 2, 3, 4, 5, 6, 10, 12, 18, 19, 20, 22, 23, 24, 26, 27, 28, 30]);
const SEQUENCE_OR_SET = new Set([16, 17]);

function lengthFault({ bytes, at, body, tag }: Tlv): DerFault | undefined {
  // Tags of several bytes do not occur in the structures of this package: only their lengths are passed over.
  if ((tag & 0x1f) === 0x1f) return undefined;
  const first = bytes[at + 1] ?? 0;
  if (first === 0x80) return 'der-length-definite';
  if (first < 0x80) return undefined;
  const leading = bytes[at + 2] ?? 0;
  return leading === 0 || (body - at === 3 && leading < 0x80) ? 'der-length-minimal' : undefined;
}

function integerFault({ bytes, body, stop }: Tlv): boolean {
  if (stop === body) return true;
  if (stop - body === 1) return false;
  const first = bytes[body];
  const second = bytes[body + 1] ?? 0;
  return (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
}

function oidFault({ bytes, body, stop }: Tlv): boolean {
  if (stop === body || (bytes[stop - 1] ?? 0) >= 0x80) return true;
  for (let at = body, fresh = true; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    if (fresh && byte === 0x80) return true;
    fresh = byte < 0x80;
  }
  return false;
}

function bitsFault({ bytes, body, stop }: Tlv): boolean {
  const unused = bytes[body] ?? 8;
  if (stop === body || unused > 7) return true;
  if (stop - body === 1) return unused > 0;
  return ((bytes[stop - 1] ?? 0) & ((1 << unused) - 1)) !== 0;
}

function valueFault(tlv: Tlv): DerFault | undefined {
  const { tag, bytes, body, stop } = tlv;
  switch (tag) {
    case 0x01:
      return stop - body === 1 && (bytes[body] === 0 || bytes[body] === 0xff) ? undefined : 'der-boolean';
    case 0x02:
    case 0x0a:
      return integerFault(tlv) ? 'der-integer-minimal' : undefined;
    case 0x03:
      return bitsFault(tlv) ? 'der-bits-unused' : undefined;
    case 0x05:
      return stop === body ? undefined : 'der-null-empty';
    case 0x06:
      return oidFault(tlv) ? 'der-oid-minimal' : undefined;
    default:
      if ((tag & 0xc0) !== 0) return undefined;
      if ((tag & 0x20) !== 0) return PRIMITIVE.has(tag & 0x1f) ? 'der-form' : undefined;
      return SEQUENCE_OR_SET.has(tag & 0x1f) ? 'der-form' : undefined;
  }
}

/** Adds what is not DER about one value, its content aside. */
export function checkValue(tlv: Tlv, faults: Fault[]): void {
  const fault = lengthFault(tlv) ?? valueFault(tlv);
  if (fault !== undefined && faults.length < MAX_FAULTS) faults.push({ fault, at: tlv.at });
}

/** Whether the value at `b` may follow the one at `a` in a SET OF. */
function inOrder(bytes: Uint8Array, a: Tlv, b: Tlv): boolean {
  const shared = Math.min(a.end - a.at, b.end - b.at);
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[a.at + i] ?? 0) - (bytes[b.at + i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return a.end - a.at <= b.end - b.at;
}

/**
 * Walks everything from `at` to `limit` and adds what is not DER to `faults`. Nothing is kept of what was read, so that
 * a list of a million entries costs no memory. Returns the offset of what cannot be read at all, undefined if all can.
 */
export function scanDer(
  bytes: Uint8Array,
  at: number,
  limit: number,
  faults: Fault[],
  inSet = false,
  depth = 0,
): number | undefined {
  let before: Tlv | undefined;
  for (let next = at; next < limit; ) {
    const tlv = readTlv(bytes, next, limit);
    if (tlv === undefined || depth > 32) return next;
    checkValue(tlv, faults);
    if (inSet && before !== undefined && !inOrder(bytes, before, tlv) && faults.length < MAX_FAULTS)
      faults.push({ fault: 'der-set-order', at: tlv.at });
    if ((tlv.tag & 0x20) !== 0) {
      const unreadable = scanDer(bytes, tlv.body, tlv.stop, faults, tlv.tag === 0x31, depth + 1);
      if (unreadable !== undefined) return unreadable;
    }
    before = tlv;
    next = tlv.end;
  }
  return undefined;
}
