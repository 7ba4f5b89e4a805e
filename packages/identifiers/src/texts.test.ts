import { expect, test } from 'vitest';
import { describe } from './index.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh-CN.json' with { type: 'json' };

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('both languages have the same keys and parameters', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh));
  const parameters = (texts: Record<string, string>) =>
    Object.entries(texts).map(([key, text]) => [key, [...new Set(placeholders(text))]]);
  // A language may leave a parameter out, never use one the other does not know.
  expect(parameters(en)).toEqual(parameters(zh));
});

test('parameters are filled in', () => {
  expect(describe({ code: 'NEVER_OCCURS', params: { found: 'V', position: 9 } }, 'zh-CN')).toContain(
    '第 9 位的字母“V”',
  );
});
