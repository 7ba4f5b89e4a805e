import { humanNumber } from '@yinxin/identifiers';
import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';

/** Prefix of a request's number. */
export type NumberPrefix = 'NC' | 'MC';

const BEIJING_MS = 8 * 3_600_000;

/** The next number of the day, with its check letter. Two at once wait for each other. */
export async function nextNumber(tx: Tx, prefix: NumberPrefix, now: Date): Promise<string> {
  const day = new Date(now.getTime() + BEIJING_MS).toISOString().slice(0, 10);
  const { rows } = await sql<{ last: number }>`
    insert into request_number (prefix, day, last) values (${prefix}, ${day}, 1)
    on conflict (prefix, day) do update set last = request_number.last + 1
    returning last`.execute(tx);
  return humanNumber.make(prefix, now, rows[0]?.last ?? 0);
}
