import { sm3, toHex } from '@yinxin/gm';
import { z } from 'zod';

/** What the journal remembers. Enough to give back every serial and every revocation to an older backup. */
export const JournalBody = z.discriminatedUnion('kind', [
  /** Step 6: a serial and the SM3 of the bytes that will be signed. */
  z.strictObject({
    kind: z.literal('intent'),
    orderId: z.string().nullable(),
    serial: z.string(),
    use: z.string(),
    tbs: z.string(),
    tbsSm3: z.string(),
  }),
  /** Step 10: the certificate as stored, base64. */
  z.strictObject({ kind: z.literal('issue'), serial: z.string(), certificate: z.string() }),
  z.strictObject({ kind: z.literal('revocation'), serial: z.string(), reason: z.string(), at: z.string() }),
  z.strictObject({ kind: z.literal('crl'), authority: z.string(), number: z.number().int() }),
]);
export type JournalBody = z.infer<typeof JournalBody>;

/** One line of the journal. `id` is the database's number of the entry: the same id twice is the same entry. */
export const JournalLine = z.strictObject({
  id: z.number().int(),
  at: z.iso.datetime(),
  body: JournalBody,
  /** Hash of the line before, 64 zeros at the beginning. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type JournalLine = z.infer<typeof JournalLine>;

export const FIRST_HASH = '0'.repeat(64);

function hashOf(line: Omit<JournalLine, 'hash'>): string {
  return toHex(sm3.digest(Buffer.from(JSON.stringify([line.id, line.at, line.body, line.previous]), 'utf8')));
}

/** Links an entry to the line before it. */
export function chainLine(entry: Pick<JournalLine, 'id' | 'at' | 'body'>, previous: string): JournalLine {
  const line = { id: entry.id, at: entry.at, body: entry.body, previous };
  return { ...line, hash: hashOf(line) };
}

/** Whether the line is unaltered and follows `previous`. */
export function followsFrom(line: JournalLine, previous: string): boolean {
  return line.previous === previous && line.hash === hashOf(line);
}
