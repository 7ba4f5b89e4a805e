import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formsOf, programmes } from '@yinxin/programmes';
import { afterAll, expect, test } from 'vitest';
import lanjiang, { forms } from '../../../examples/programme/lanjiang.ts';
import { offerFiles } from './programme-files.ts';

const example = fileURLToPath(new URL('../../../examples/programme/lanjiang.ts', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'yinxin-offer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const json = (name: string, value: unknown): string => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};
const codes = () => programmes.map((one) => one.code);

test('a file is offered with its forms, and withdrawn again', async () => {
  const before = codes();
  for (const file of [example, json('good.json', { ...lanjiang, forms })]) {
    const withdraw = await offerFiles([file]);
    expect(codes()).toEqual([...before, 'lanjiang']);
    expect(formsOf('lanjiang').map((one) => one.code)).toEqual(['application-form', 'refund-letter']);
    withdraw();
    expect(codes()).toEqual(before);
    expect(formsOf('lanjiang')).toEqual([]);
  }
});

test.each([
  ['a mistake', () => json('state.json', { ...lanjiang, ends: { cancelled: 'gone' } }), /ends\.cancelled: .*“gone”/],
  [
    'a form that is none',
    () => json('form.json', { ...lanjiang, forms: [{ ...forms[0], blocks: [{ kind: 'song' }] }] }),
    /forms\.0: is no form/,
  ],
  ['no programme', () => json('none.json', []), /No programme was found/],
  ['no file', () => path.join(folder, 'absent.json'), /absent\.json/],
  [
    'a code that is taken',
    () => json('twice.json', { ...lanjiang, orderPrefix: 'ZZ' }),
    /belongs to programme lanjiang/,
  ],
])('with %s nothing is offered and it is named', async (_what, file, message) => {
  const before = codes();
  await expect(offerFiles([example, file()])).rejects.toThrow(message);
  expect(codes()).toEqual(before);
});
