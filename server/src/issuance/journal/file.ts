import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { chainLine, FIRST_HASH, type JournalEntry, type JournalLine } from './line.ts';
import { readJournal } from './read.ts';

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

/** Raised at start when the journal knows entries that the database does not: it was brought back from an older backup. */
export class JournalAhead extends Error {
  readonly code = 'JOURNAL_AHEAD';
  constructor(file: string, newest: number, known: number) {
    super(
      `the issuance journal ${file} holds entries up to number ${newest}, the database only up to ${known}: it is older than the journal. Run "npx yinxin restore --journal ${file}". If this database is to begin anew, move the folder of the journal away first`,
    );
    this.name = 'JournalAhead';
  }
}

/**
 * An append-only file of JSON lines, each naming the hash of the one before (SM3). Appending returns when the bytes are on
 * the disk. Callers hold a lock of the database, so that only one process appends at a time.
 */
export interface JournalFile {
  readonly path: string;
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Looks the whole file over, so that the first append is quick. Throws JournalBroken. */
  open(): Promise<{ readonly newestId: number; readonly lines: number }>;
  read(): Promise<JournalContent>;
}

export function journalFile(file: string): JournalFile {
  // What this process knows of the end of the file; another process may have appended since.
  let known = { size: 0, last: FIRST_HASH };

  return {
    path: file,
    async open() {
      let newestId = 0;
      const end = await readJournal(file, ({ id, body }) => {
        // A change of status is written before its commit: its id may belong to nothing.
        if (body.kind !== 'status' && id > newestId) newestId = id;
      });
      if (end.brokenAt !== null) throw new JournalBroken(file, end.brokenAt);
      // A torn end is looked at again by the first append.
      if (!end.endsTorn) known = { size: end.size, last: end.last };
      return { newestId, lines: end.lines };
    },
    async append(entries) {
      if (entries.length === 0) return;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'a', 0o600);
      try {
        const { size } = await handle.stat();
        let torn = false;
        if (size !== known.size) {
          const end = await readJournal(file);
          if (end.brokenAt !== null) throw new JournalBroken(file, end.brokenAt);
          known = { size, last: end.last };
          torn = end.endsTorn;
        }
        let last = known.last;
        const text = entries.map((entry) => {
          const line = chainLine(entry, last);
          last = line.hash;
          return `${line.text}\n`;
        });
        // A line torn by a power cut was never relied on: it is ended here and passed over when reading.
        const bytes = Buffer.from((torn ? '\n' : '') + text.join(''), 'utf8');
        await handle.appendFile(bytes);
        await handle.datasync();
        if (size === 0) await syncFolder(path.dirname(file));
        known = { size: size + bytes.length, last };
      } finally {
        await handle.close();
      }
    },
    async read() {
      const lines: JournalLine[] = [];
      const { last, brokenAt } = await readJournal(file, (line) => void lines.push(line));
      return { lines, last, brokenAt };
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
