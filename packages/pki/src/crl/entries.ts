import { randomBytes } from '@yinxin/gm';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { readRevokedEntry } from './entry.ts';
import { isPlainEntry } from './plain-entry.ts';
import type { RevokedEntry } from './reason.ts';

// SEQUENCE, INTEGER of one byte, UTCTime: nothing shorter is an entry.
const SHORTEST = 20;
// Nobody who writes a list may know how its serials fall into the table.
const SEED = new DataView(randomBytes(4).buffer).getUint32(0);

/**
 * The entries of a list by serial, kept as the bytes they came in: every entry is checked at once, and made into an
 * object only when it is looked at. A million entries take about 20 MB beside the list itself.
 */
export class RevokedEntries implements ReadonlyMap<bigint, RevokedEntry> {
  /** How many entries the list has; a serial that stands twice counts twice, and the later one is found. */
  readonly size: number;
  private readonly list: DerValue;
  private readonly starts: Uint32Array;
  private table: Int32Array | undefined;

  private constructor(list: DerValue, starts: Uint32Array) {
    this.list = list;
    this.starts = starts;
    this.size = starts.length;
  }

  /** Reads SEQUENCE OF entries, or nothing. Throws as `readRevokedEntry`. */
  static over(list: DerValue | undefined): RevokedEntries {
    if (list === undefined) return new RevokedEntries(EMPTY, new Uint32Array(0));
    const { content } = list;
    const starts = new Uint32Array(Math.floor(content.length / SHORTEST) + 1);
    let count = 0;
    for (let at = 0; at < content.length; count++) {
      starts[count] = at;
      const plain = isPlainEntry(content, at);
      const reader = plain > 0 ? undefined : readerAt(list, at);
      if (reader !== undefined) readRevokedEntry(reader);
      at = reader === undefined ? at + plain : reader.at - contentStart(list);
    }
    return new RevokedEntries(list, starts.slice(0, count));
  }

  get(serial: bigint): RevokedEntry | undefined {
    const index = this.find(serial);
    return index === undefined ? undefined : this.at(index);
  }

  has(serial: bigint): boolean {
    return this.find(serial) !== undefined;
  }

  *values(): Generator<RevokedEntry, undefined> {
    for (let i = 0; i < this.size; i++) yield this.at(i);
    return undefined;
  }

  *keys(): Generator<bigint, undefined> {
    for (const { serial } of this.values()) yield serial;
    return undefined;
  }

  *entries(): Generator<[bigint, RevokedEntry], undefined> {
    for (const entry of this.values()) yield [entry.serial, entry];
    return undefined;
  }

  [Symbol.iterator](): Generator<[bigint, RevokedEntry], undefined> {
    return this.entries();
  }

  forEach(callback: (entry: RevokedEntry, serial: bigint, map: ReadonlyMap<bigint, RevokedEntry>) => void): void {
    for (const entry of this.values()) callback(entry, entry.serial, this);
  }

  private at(index: number): RevokedEntry {
    return readRevokedEntry(readerAt(this.list, this.starts[index] ?? 0));
  }

  private find(serial: bigint): number | undefined {
    if (this.size === 0) return undefined;
    this.table ??= this.index();
    const wanted = der.integer(serial);
    const found = this.table[this.slotOf(this.table, wanted, 0)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Open addressing, at most half full: made on the first question, after the signature was looked at. */
  private index(): Int32Array {
    const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.size + 1)));
    for (let i = 0; i < this.size; i++) {
      table[this.slotOf(table, this.list.content, serialAt(this.list.content, this.starts[i] ?? 0))] = i + 1;
    }
    return table;
  }

  /** The slot of the INTEGER that begins at `at`: where it is, or where it would be. */
  private slotOf(table: Int32Array, bytes: Uint8Array, at: number): number {
    const { content } = this.list;
    const length = integerLength(bytes, at);
    let hash = SEED;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[at + i] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    for (let slot = hash & (table.length - 1); ; slot = (slot + 1) & (table.length - 1)) {
      const taken = table[slot] ?? 0;
      if (taken === 0) return slot;
      const other = serialAt(content, this.starts[taken - 1] ?? 0);
      let same = true;
      for (let i = 0; same && i < length; i++) same = bytes[at + i] === content[other + i];
      if (same) return slot;
    }
  }
}

const EMPTY: DerValue = {
  tag: TAG.SEQUENCE,
  raw: new Uint8Array(0),
  content: new Uint8Array(0),
  at: 0,
  depth: 0,
};

const contentStart = ({ at, raw, content }: DerValue): number => at + raw.length - content.length;

function readerAt(list: DerValue, offset: number): DerReader {
  const rest = list.content.subarray(offset);
  return DerReader.within({ ...list, raw: rest, content: rest, at: contentStart(list) + offset });
}

/** Tag, length and content of a checked INTEGER; serials are shorter than 128 bytes or their length has more bytes. */
function integerLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  if (first < 0x80) return 2 + first;
  let length = 0;
  for (let i = 0; i < (first & 0x7f); i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return 2 + (first & 0x7f) + length;
}

/** Where the serial of a checked entry begins. */
function serialAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
}
