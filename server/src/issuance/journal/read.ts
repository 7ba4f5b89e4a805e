import { createReadStream } from 'node:fs';
import { FIRST_HASH, followsFrom, JournalLine } from './line.ts';

/** What was found at the end, or at the first line that is wrong. */
export interface JournalEnd {
  /** Bytes of the file that were read. */
  readonly size: number;
  /** Hash the next line must name. */
  readonly last: string;
  /** Sound lines. */
  readonly lines: number;
  /** Number (from 1) of the first line that is altered or out of place. */
  readonly brokenAt: number | null;
  /** Numbers of lines that were torn in the middle; nothing ever relied on them. */
  readonly torn: readonly number[];
  /** Whether the file ends in the middle of a line. */
  readonly endsTorn: boolean;
}

/**
 * Reads a journal line by line, `each` for every sound one, and stops at the first that is not. A line that is not JSON is
 * a torn write if the next one continues the chain without it. Memory does not grow with the file. An absent file is empty.
 */
export async function readJournal(
  file: string,
  each: (line: JournalLine, number: number) => void | Promise<void> = () => {},
): Promise<JournalEnd> {
  const state = { size: 0, last: FIRST_HASH, lines: 0, torn: [] as number[] };
  let number = 0;
  let rest = '';
  const take = async (raw: string): Promise<boolean> => {
    number += 1;
    if (raw === '') return true;
    const line = parseLine(raw);
    if (line === undefined) {
      state.torn.push(number);
      return true;
    }
    if (!followsFrom(line, state.last)) return false;
    state.last = line.hash;
    state.lines += 1;
    await each(line, number);
    return true;
  };
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream) {
      const text = rest + String(chunk);
      const raws = text.split('\n');
      rest = raws.pop() ?? '';
      for (const raw of raws) if (!(await take(raw))) return { ...state, brokenAt: number, endsTorn: false };
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const endsTorn = rest !== '';
  if (endsTorn && !(await take(rest))) return { ...state, brokenAt: number, endsTorn };
  return { ...state, size: stream.bytesRead, brokenAt: null, endsTorn };
}

function parseLine(raw: string): JournalLine | undefined {
  try {
    return JournalLine.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}
