import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const R = 'server/src/applications/refusals.itest.ts';
/** How far each catalogue is built; mailbox and monthly fee, and seals in documents, come later. */
const CATALOGUES = { 'PA-pingan-procurement': 52, 'BJ-yizhengtong': 49, 'IT-xinchengtong': 44 } as const;
const REFUSING =
  /\brefus|\breject|\binvalid\b|\bcannot\b|\bmust\b|not accepted|\bnever\b|\bblock|\bdisabled\b|\babsent\b|\blimited\b|not allowed|\bonly\b/i;

const rows = [...read('docs/requirements/refusals.md').matchAll(/^\| ([A-Z]{2}-\d{2}) \|(.*)\|(.*)\|(.*)\|$/gm)].map(
  ([, id = '', what = '', codes = '', where = '']) => ({
    id,
    what: what.trim(),
    codes: codes.split(',').flatMap((code) => code.trim() || []),
    where: where.trim(),
  }),
);

/** Requirements whose sentences refuse something, as far as the catalogues are built. */
const refusing = Object.entries(CATALOGUES).flatMap(([name, last]) =>
  [...read(`docs/requirements/${name}.md`).matchAll(/^\*\*([A-Z]{2}-(\d{2})) .*$/gm)].flatMap(([line, id = '', n]) =>
    Number(n) <= last && REFUSING.test(line) ? [id] : [],
  ),
);

// A few say what the programme says, which is in both languages itself.
const Text = z.object({ zh: z.string().regex(/\p{Script=Han}|\{message\}/u), en: z.string().regex(/[A-Za-z]/) });
const Problem = z.object({ status: z.number().min(400).max(599), detail: Text, next: Text });
const Assistant = z.object({ errors: z.record(z.string(), z.object({ what: z.string(), next: z.string() })) });

/** Codes with their texts in both languages: of the server, of the two relying systems, of the assistant. */
function known(): Set<string> {
  const json = (file: string): unknown => JSON.parse(read(file));
  const all = z.record(z.string(), z.unknown());
  const server = globSync('server/src/**/{problems,refusals}.json', { cwd: root })
    .flatMap((file) => Object.entries(all.parse(json(file))))
    .filter(([, entry]) => Problem.safeParse(entry).success);
  const examples = globSync('examples/*/texts.json', { cwd: root })
    .flatMap((file) => Object.entries(all.parse(json(file))))
    .filter(([, entry]) => Text.safeParse(entry).success);
  const [zh, en] = ['zh-CN', 'en'].map((one) => Assistant.parse(json(`assistant/src/texts/${one}.json`)).errors);
  const assistant = Object.keys(zh ?? {}).filter((code) => en?.[code] !== undefined);
  return new Set([...[...server, ...examples].map(([code]) => code), ...assistant]);
}

/** The tests of a file, from their title to the next one. */
const testsOf = (file: string) =>
  read(file)
    .split(/^(?= *(?:test|it|describe)(?:\.\w+)*\()/m)
    .map((text) => ({ title: /^ *(?:test|it)\(\s*(['"`])(.*?)\1/.exec(text)?.[2] ?? '', text }));

describe('what the catalogues refuse', () => {
  test('stands in the list, requirement by requirement', () => {
    expect(refusing.length).toBeGreaterThan(60);
    expect(refusing.filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
    for (const { id, codes, where } of rows) expect([id, codes.length > 0 || where.length > 20]).toEqual([id, true]);
  });

  test('has codes with texts in both languages', () => {
    const codes = known();
    expect(rows.flatMap((row) => row.codes).filter((code) => !codes.has(code))).toEqual([]);
  });

  test('is tried by a test that names the requirement and expects the code', () => {
    for (const { id, codes, where } of rows.filter((row) => row.codes.length > 0)) {
      const file = where === 'R' ? R : where.replaceAll('`', '');
      const named = testsOf(file).filter(({ title }) => title.includes(id));
      const untried = codes.filter((code) => !named.some(({ text }) => text.includes(`'${code}'`)));
      expect({ id, file, tests: named.length > 0, untried }).toEqual({ id, file, tests: true, untried: [] });
    }
  });
});
