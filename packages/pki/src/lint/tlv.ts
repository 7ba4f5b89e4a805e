/**
 * One tag-length-value of any BER, read without demanding DER: bad certificates must be looked at too. All numbers are
 * offsets into `bytes`; the content is `body` … `stop`, the value `at` … `end` (they differ for indefinite lengths).
 */
export interface Tlv {
  readonly bytes: Uint8Array;
  /** The first identifier octet. */
  readonly tag: number;
  readonly at: number;
  readonly body: number;
  readonly stop: number;
  readonly end: number;
}

const MAX_DEPTH = 32;

/** Offset behind the children up to end-of-contents, undefined when there is none. */
function findEndOfContents(bytes: Uint8Array, from: number, limit: number, depth: number): number | undefined {
  let at = from;
  while (at + 1 < limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at;
    const child = readTlv(bytes, at, limit, depth + 1);
    if (child === undefined) return undefined;
    at = child.end;
  }
  return undefined;
}

/** The value that begins at `at` and ends before `limit`; undefined when it does not fit. */
export function readTlv(bytes: Uint8Array, at: number, limit: number, depth = 0): Tlv | undefined {
  if (at + 2 > limit || depth > MAX_DEPTH) return undefined;
  const tag = bytes[at] ?? 0;
  let body = at + 1;
  if ((tag & 0x1f) === 0x1f) {
    while (body < limit && (bytes[body] ?? 0) >= 0x80) body += 1;
    body += 1;
  }
  const first = bytes[body] ?? 0;
  body += 1;
  if (body > limit) return undefined;
  let length = first;
  if (first === 0x80) {
    const stop = findEndOfContents(bytes, body, limit, depth);
    return stop === undefined ? undefined : { bytes, tag, at, body, stop, end: stop + 2 };
  }
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 6 || body + count > limit) return undefined;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[body + i] ?? 0);
    body += count;
  }
  const end = body + length;
  return end > limit ? undefined : { bytes, tag, at, body, stop: end, end };
}

/** Every value inside, as far as they can be read. */
export function childrenOf(parent: Tlv): Tlv[] {
  const found: Tlv[] = [];
  for (let at = parent.body; at < parent.stop; ) {
    const child = readTlv(parent.bytes, at, parent.stop);
    if (child === undefined) break;
    found.push(child);
    at = child.end;
  }
  return found;
}

/** The first value inside. */
export const firstOf = (parent: Tlv): Tlv | undefined => readTlv(parent.bytes, parent.body, parent.stop);

/** The one value that fills the content; undefined when there is none, or more. */
export function onlyOf(parent: Tlv): Tlv | undefined {
  const first = firstOf(parent);
  return first?.end === parent.stop ? first : undefined;
}

export const contentOf = ({ bytes, body, stop }: Tlv): Uint8Array => bytes.subarray(body, stop);
export const rawOf = ({ bytes, at, end }: Tlv): Uint8Array => bytes.subarray(at, end);
export const lengthOf = ({ body, stop }: Tlv): number => stop - body;

/** Whether two values are the same bytes. */
export function sameTlv(a: Tlv, b: Tlv): boolean {
  const length = a.end - a.at;
  if (b.end - b.at !== length) return false;
  for (let i = 0; i < length; i++) if (a.bytes[a.at + i] !== b.bytes[b.at + i]) return false;
  return true;
}

function dottedOf({ bytes, body, stop }: Tlv): string {
  let text = '';
  let arc = 0;
  for (let at = body; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (text === '') {
      const first = arc < 80 ? Math.floor(arc / 40) : 2;
      text = `${first}.${arc - first * 40}`;
    } else text += `.${arc}`;
    arc = 0;
  }
  return text;
}

// The same two dozen identifiers stand in every certificate: they are decoded once.
const MAX_KNOWN = 512;
const knownOids = new Map<number, { readonly content: Uint8Array; readonly dotted: string }>();

/** The content of an OBJECT IDENTIFIER in dotted form; undefined for anything else. */
export function oidOf(tlv: Tlv | undefined): string | undefined {
  if (tlv === undefined || tlv.tag !== 0x06 || tlv.stop === tlv.body) return undefined;
  const { bytes, body, stop } = tlv;
  let mark = 0x811c9dc5;
  for (let at = body; at < stop; at++) mark = Math.imul(mark ^ (bytes[at] ?? 0), 0x01000193);
  const known = knownOids.get(mark);
  if (known !== undefined && isAt(bytes, body, stop, known.content)) return known.dotted;
  const dotted = dottedOf(tlv);
  if (knownOids.size < MAX_KNOWN) knownOids.set(mark, { content: bytes.slice(body, stop), dotted });
  return dotted;
}

function isAt(bytes: Uint8Array, body: number, stop: number, content: Uint8Array): boolean {
  if (stop - body !== content.length) return false;
  for (let i = 0; i < content.length; i++) if (bytes[body + i] !== content[i]) return false;
  return true;
}

/** The content as text, one character for each byte. */
export function latin1Of({ bytes, body, stop }: Tlv): string {
  let text = '';
  for (let at = body; at < stop; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** A small non-negative INTEGER; undefined for anything else. */
export function smallOf(tlv: Tlv | undefined): number | undefined {
  if (tlv === undefined || tlv.tag !== 0x02 || tlv.stop === tlv.body || tlv.stop - tlv.body > 6) return undefined;
  if ((tlv.bytes[tlv.body] ?? 0) >= 0x80) return undefined;
  let value = 0;
  for (let at = tlv.body; at < tlv.stop; at++) value = value * 256 + (tlv.bytes[at] ?? 0);
  return value;
}

/** Hexadecimal of the content: what serials are compared by. */
export const hexOf = (tlv: Tlv): string => Buffer.from(contentOf(tlv)).toString('hex');
