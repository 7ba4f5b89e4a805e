import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Database, poolOf } from './database.ts';

/** Begins every answer: the signature of binary COPY, flags, and the length of an extension. */
const HEADER = 19;
const END_OF_ROWS = -1;

/**
 * The values of one bytea column, joined, in pieces as they come from the network: nothing is turned into text and back,
 * and nothing is held. Outside transactions only. Each piece is the reader's until it asks for the next.
 *
 * Throws what the database says, and a RangeError when a row is not one value.
 *
 * @example
 * for await (const piece of copyBytes(db)`select bytes from part where list = ${7} order by number`) hash.update(piece);
 */
export function copyBytes(db: Database) {
  // COPY takes no parameters.
  const literal = (value: string | number) => (typeof value === 'number' ? String(value) : pg.escapeLiteral(value));
  return async function* (text: TemplateStringsArray, ...values: (string | number)[]): AsyncGenerator<Buffer> {
    const query = String.raw({ raw: text }, ...values.map(literal));
    const client = await poolOf(db).connect();
    let isWhole = false;
    try {
      yield* valuesOf(client.query(copyTo(`copy (${query}) to stdout (format binary)`)));
      isWhole = true;
    } finally {
      // A conversation that was left in the middle is of no use to the next one.
      client.release(!isWhole);
    }
  };
}

/** Reads binary COPY: header, then for each row its number of values, and for each value its length and bytes. */
async function* valuesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isBegun = false;
  let ofValue = 0;
  for await (const chunk of stream) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!isBegun) {
      if (bytes.length < HEADER) {
        rest = bytes;
        continue;
      }
      bytes = bytes.subarray(HEADER);
      isBegun = true;
    }
    for (;;) {
      if (ofValue > 0) {
        const piece = bytes.subarray(0, ofValue);
        ofValue -= piece.length;
        bytes = bytes.subarray(piece.length);
        if (piece.length > 0) yield piece;
        if (ofValue > 0) break;
      }
      if (bytes.length >= 2 && bytes.readInt16BE() === END_OF_ROWS) break;
      if (bytes.length < 6) break;
      if (bytes.readInt16BE() !== 1 || bytes.readInt32BE(2) < 0) throw new RangeError('a row is not one value');
      ofValue = bytes.readInt32BE(2);
      bytes = bytes.subarray(6);
    }
    rest = bytes;
  }
}
