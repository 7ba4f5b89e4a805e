import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { chainLine, FIRST_HASH, followsFrom, JournalLine } from './line.ts';

/** The journal file's content: every sound line, and where the chain is broken, if it is. */
export interface JournalContent {
  readonly lines: readonly JournalLine[];
  /** Hash the next line must name. */
  readonly last: string;
  /** Number (from 1) of the first line that is altered or out of place. */
  readonly brokenAt: number | null;
}

/** Raised when the journal on disk is not the one that was written: nothing more is issued until a person has looked. */
export class JournalBroken extends Error {
  readonly code = 'JOURNAL_BROKEN';
  constructor(file: string, line: number) {
    super(`the issuance journal ${file} is altered at line ${line}; nothing is issued until this is explained`);
    this.name = 'JournalBroken';
  }
}

/**
 * An append-only file of JSON lines, each naming the hash of the one before (SM3). Appending returns when the bytes are on
 * the disk. Callers hold a lock of the database, so that only one process appends at a time.
 */
export interface JournalFile {
  append(entries: readonly Pick<JournalLine, 'id' | 'at' | 'body'>[]): Promise<void>;
  read(): Promise<JournalContent>;
}

export function journalFile(file: string): JournalFile {
  // What this process knows of the end of the file; another process may have appended since.
  let known = { size: 0, last: FIRST_HASH };

  const readAll = async (): Promise<JournalContent & { size: number; torn: boolean }> => {
    const handle = await open(file, 'r').catch(absentIsNull);
    if (!handle) return { lines: [], last: FIRST_HASH, brokenAt: null, size: 0, torn: false };
    try {
      const text = await handle.readFile('utf8');
      return { ...parseLines(text), size: Buffer.byteLength(text), torn: text !== '' && !text.endsWith('\n') };
    } finally {
      await handle.close();
    }
  };

  return {
    async append(entries) {
      if (entries.length === 0) return;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'a', 0o600);
      try {
        const { size } = await handle.stat();
        let torn = false;
        if (size !== known.size) {
          const content = await readAll();
          if (content.brokenAt !== null) throw new JournalBroken(file, content.brokenAt);
          known = { size: content.size, last: content.last };
          torn = content.torn;
        }
        let last = known.last;
        const text = entries.map((entry) => {
          const line = chainLine(entry, last);
          last = line.hash;
          return `${JSON.stringify(line)}\n`;
        });
        // A line torn by a power cut was never relied on: it is ended here and passed over when reading.
        const bytes = Buffer.from((torn ? '\n' : '') + text.join(''), 'utf8');
        await handle.write(bytes);
        await handle.datasync();
        if (size === 0) await syncFolder(path.dirname(file));
        known = { size: size + bytes.length, last };
      } finally {
        await handle.close();
      }
    },
    async read() {
      const { lines, last, brokenAt } = await readAll();
      return { lines, last, brokenAt };
    },
  };
}

/** Reads lines in order. A line that is not JSON is a torn write if the next one continues the chain without it. */
function parseLines(text: string): JournalContent {
  const lines: JournalLine[] = [];
  let last = FIRST_HASH;
  let brokenAt: number | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw === '') continue;
    const line = parseLine(raw);
    if (line === undefined) continue;
    if (!followsFrom(line, last)) {
      brokenAt = index + 1;
      break;
    }
    lines.push(line);
    last = line.hash;
  }
  return { lines, last, brokenAt };
}

function parseLine(raw: string): JournalLine | undefined {
  try {
    return JournalLine.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}

function absentIsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
