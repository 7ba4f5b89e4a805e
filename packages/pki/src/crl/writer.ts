import { type SignatureAlgorithm, signatureAlgorithmIdentifier } from '../algorithms/signature.ts';
import { der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type CrlHead, entryFor, tbsAroundEntries } from './build.ts';
import type { RevokedEntry } from './reason.ts';

const CHUNK = 256 << 10;

type Entries = AsyncIterable<RevokedEntry | Uint8Array> | Iterable<RevokedEntry | Uint8Array>;

/** Joins small pieces into chunks of a steady size. */
class Chunks {
  private chunk = new Uint8Array(CHUNK);
  private filled = 0;

  /** Takes a piece; what became full. */
  *add(piece: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + CHUNK - this.filled);
      this.chunk.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === CHUNK) yield this.take();
    }
  }

  /** What is left. */
  take(): Uint8Array {
    const full = this.chunk.subarray(0, this.filled);
    this.chunk = new Uint8Array(CHUNK);
    this.filled = 0;
    return full;
  }
}

async function* encoded(head: CrlHead, entries: Entries): AsyncGenerator<Uint8Array> {
  const chunks = new Chunks();
  for await (const entry of entries) yield* chunks.add(entryFor(head, entry));
  yield chunks.take();
}

/** A loop over a synchronous source without waiting at every entry: a million waits take as long as the rest. */
function* encodedNow(head: CrlHead, entries: Iterable<RevokedEntry | Uint8Array>): Generator<Uint8Array> {
  const chunks = new Chunks();
  for (const entry of entries) yield* chunks.add(entryFor(head, entry));
  yield chunks.take();
}

const isAsync = (entries: Entries): entries is AsyncIterable<RevokedEntry | Uint8Array> =>
  Symbol.asyncIterator in entries;

/**
 * The to-be-signed bytes of a list of any length in chunks of 256 KiB. Entries come one by one, or many together, encoded
 * by `encodeRevokedEntry` (as a database may keep them) or as data. DER says its length first: with `entriesLength`, the
 * bytes of all encoded entries, nothing but the current chunk is held; without it the encoded entries are, about 40 bytes
 * each. Throws `CRL_LENGTH` when the entries have another length than said, and as `buildTbsCrl`.
 *
 * @example
 * const chunks = [];
 * for await (const chunk of crlWriter(head, rows, bytesOfAllRows)) chunks.push(chunk);
 * const tbs = Buffer.concat(chunks);
 * const crl = assembleCrl(tbs, await signer.sign(tbs));
 */
export async function* crlWriter(head: CrlHead, entries: Entries, entriesLength?: number): AsyncGenerator<Uint8Array> {
  const source = isAsync(entries) ? encoded(head, entries) : encodedNow(head, entries);
  if (entriesLength === undefined) {
    const kept: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of source) {
      kept.push(chunk);
      length += chunk.length;
    }
    const { before, after } = tbsAroundEntries(head, length);
    yield before;
    yield* kept;
    yield after;
    return;
  }
  const { before, after } = tbsAroundEntries(head, entriesLength);
  yield before;
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    yield chunk;
  }
  if (length !== entriesLength) {
    throw new PkiError('CRL_LENGTH', `the entries have ${length} bytes, not ${entriesLength}`);
  }
  yield after;
}

/** What stands before and after to-be-signed bytes of this length in the finished list: it need not be copied together. */
export function crlAround(
  tbsLength: number,
  algorithm: SignatureAlgorithm,
  signature: Uint8Array,
): { readonly before: Uint8Array; readonly after: Uint8Array } {
  const after = der.join([signatureAlgorithmIdentifier(algorithm), der.bitString(signature)]);
  return { before: der.header(TAG.SEQUENCE, tbsLength + after.length), after };
}
