import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { journalFile } from './file.ts';
import type { JournalLine } from './line.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'journal-'));
  file = path.join(folder, 'ca', 'journal.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const revoked = (id: number): Pick<JournalLine, 'id' | 'at' | 'body'> => ({
  id,
  at: '2026-11-22T08:00:00.000Z',
  body: { kind: 'revocation', serial: `4${id}`, reason: 'superseded', at: '2026-11-22T08:00:00.000Z' },
});

describe('the issuance journal', () => {
  test('lines are linked, across appends and across processes', async () => {
    await journalFile(file).append([revoked(1), revoked(2)]);
    const second = journalFile(file);
    await second.append([revoked(3)]);
    await journalFile(file).append([revoked(4)]);
    await second.append([revoked(5)]);
    const { lines, brokenAt } = await journalFile(file).read();
    expect(brokenAt).toBeNull();
    expect(lines.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(lines.map(({ previous }) => previous).slice(1)).toEqual(lines.map(({ hash }) => hash).slice(0, -1));
  });

  test('a line torn by a power cut is passed over and does not hide what follows', async () => {
    await journalFile(file).append([revoked(1)]);
    await appendFile(file, '{"id":2,"at":"2026');
    await journalFile(file).append([revoked(2)]);
    const { lines, brokenAt } = await journalFile(file).read();
    expect(brokenAt).toBeNull();
    expect(lines.map(({ id }) => id)).toEqual([1, 2]);
  });

  test.each([
    ['an altered line', (lines: string[]) => lines.map((line, i) => (i === 1 ? line.replace('42', '43') : line))],
    ['a removed line', (lines: string[]) => lines.filter((_, i) => i !== 1)],
    ['lines exchanged', ([a, b, ...rest]: string[]) => [b ?? '', a ?? '', ...rest]],
  ])('%s is noticed, and nothing is appended any more', async (_name, tamper) => {
    await journalFile(file).append([revoked(1), revoked(2), revoked(3)]);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${tamper(lines).join('\n')}\n`);
    expect((await journalFile(file).read()).brokenAt).not.toBeNull();
    await expect(journalFile(file).append([revoked(4)])).rejects.toMatchObject({ code: 'JOURNAL_BROKEN' });
  });

  test('only its owner may read it', async () => {
    await journalFile(file).append([revoked(1)]);
    const { stat } = await import('node:fs/promises');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
