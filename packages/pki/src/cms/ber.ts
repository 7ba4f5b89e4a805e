import { concatBytes } from '@yinxin/gm';
import { der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';

/**
 * Messages of others come in BER: Java and CFCA producers write indefinite lengths and texts in pieces (X.690 §8.1.3.6,
 * §8.7). They are rewritten to DER once, at the door; everything behind it reads DER only.
 */

const MAX_DEPTH = 24;
const CONSTRUCTED = 0x20;
const CONSTRUCTED_OCTETS = TAG.OCTET_STRING | CONSTRUCTED;

interface Piece {
  /** The value as DER; the same bytes when nothing had to change. */
  readonly bytes: Uint8Array;
  readonly next: number;
}

class BerReader {
  private readonly input: Uint8Array;

  constructor(input: Uint8Array) {
    this.input = input;
  }

  private octet(at: number): number {
    const value = this.input[at];
    if (value === undefined) throw new PkiError('DER_TRUNCATED', 'unexpected end', at);
    return value;
  }

  /** Length and where the content begins; undefined for the indefinite form. */
  private length(at: number): { readonly length: number | undefined; readonly content: number } {
    const first = this.octet(at);
    if (first < 0x80) return { length: first, content: at + 1 };
    if (first === 0x80) return { length: undefined, content: at + 1 };
    const count = first & 0x7f;
    if (count > 4) throw new PkiError('DER_LENGTH', 'oversized length', at);
    let length = 0;
    for (let i = 1; i <= count; i++) length = length * 256 + this.octet(at + i);
    return { length, content: at + 1 + count };
  }

  read(start: number, end: number, depth: number): Piece {
    if (depth > MAX_DEPTH) throw new PkiError('DER_DEPTH', `nested deeper than ${MAX_DEPTH}`, start);
    const tag = this.octet(start);
    const { length, content } = this.length(start + 1);
    const stop = length === undefined ? end : content + length;
    if (stop > end || content > end) {
      throw new PkiError('DER_TRUNCATED', 'the value is longer than its surroundings', start);
    }
    if ((tag & CONSTRUCTED) === 0) {
      if (length === undefined) throw new PkiError('DER_LENGTH', 'a plain value of indefinite length', start);
      return { bytes: this.input.subarray(start, stop), next: stop };
    }
    const { parts, next, changed } = this.children(content, stop, length === undefined, depth);
    if (tag === CONSTRUCTED_OCTETS)
      return { bytes: der.octetString(...parts.map((piece) => octetsOf(piece, start))), next };
    if (!changed && length !== undefined) return { bytes: this.input.subarray(start, next), next };
    return { bytes: der.tlv(tag, concatBytes(...parts)), next };
  }

  private children(from: number, stop: number, indefinite: boolean, depth: number) {
    const parts: Uint8Array[] = [];
    let at = from;
    let changed = false;
    for (;;) {
      if (indefinite ? this.octet(at) === 0 && this.octet(at + 1) === 0 : at === stop) break;
      const { bytes, next } = this.read(at, stop, depth + 1);
      changed ||= bytes.buffer !== this.input.buffer || bytes.length !== next - at;
      parts.push(bytes);
      at = next;
    }
    return { parts, next: indefinite ? at + 2 : at, changed };
  }
}

/** The content of one piece of a text written in pieces, which begins at `at`. */
function octetsOf(piece: Uint8Array, at: number): Uint8Array {
  if (piece[0] !== TAG.OCTET_STRING) throw new PkiError('DER_TAG', 'a piece of an octet string is of another type', at);
  const head = 2 + ((piece[1] ?? 0) < 0x80 ? 0 : (piece[1] ?? 0) & 0x7f);
  return piece.subarray(head);
}

/**
 * One BER value as DER: definite lengths, octet strings in one piece; order of sets and everything inside plain values
 * stays. Trailing bytes are refused. Throws `DER_TOO_LONG`, `DER_TRUNCATED`, `DER_DEPTH`, `DER_LENGTH`, `DER_TRAILING`.
 */
export function berToDer(input: Uint8Array, maxLength: number): Uint8Array {
  if (input.length > maxLength) throw new PkiError('DER_TOO_LONG', `longer than ${maxLength} bytes`);
  const { bytes, next } = new BerReader(input).read(0, input.length, 0);
  if (next !== input.length) throw new PkiError('DER_TRAILING', 'unexpected bytes after the end', next);
  return bytes;
}
