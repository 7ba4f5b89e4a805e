import { adviseProgramme } from '@yinxin/programme';
import { expect, test } from 'vitest';
import { formsOf, programmes } from './index.ts';

test.each(programmes.map((p) => [p.code, p] as const))('nothing in %s looks like a slip', (code, programme) => {
  const forms = formsOf(code).map((form) => form.code);
  expect(forms.length).toBeGreaterThan(0);
  expect(adviseProgramme(programme, forms)).toEqual([]);
});

test('each programme has a code of its own', () => {
  expect(new Set(programmes.map((p) => p.code)).size).toBe(programmes.length);
});
