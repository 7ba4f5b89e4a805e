import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineProblems } from '../problems/index.ts';
import { cleanName, parsePart } from './input.ts';

test('a file name keeps what people read and loses what misleads', () => {
  expect(cleanName('营业执照 (副本).pdf')).toBe('营业执照 (副本).pdf');
  expect(cleanName('C:\\papers\\a.pdf')).toBe('a.pdf');
  expect(cleanName('../../etc/passwd')).toBe('passwd');
  expect(cleanName('fdp\u202eexe.\0pdf')).toBe('fdpexe.pdf');
  expect(cleanName('')).toBe('file');
  expect(cleanName('x'.repeat(500))).toHaveLength(200);
});

test('a schema may name the problem to refuse with', () => {
  const text = { zh: '手机号不对', en: 'not a mobile' };
  defineProblems({ TEST_MOBILE_INVALID: { status: 422, detail: text, next: text } });
  const schema = z.object({ mobile: z.string().regex(/^1\d{10}$/, 'TEST_MOBILE_INVALID') });
  expect(() => parsePart('body', schema, { mobile: '12' })).toThrow(
    expect.objectContaining({ code: 'TEST_MOBILE_INVALID' }),
  );
});

test.each([['a\0b'], ['\ud800'], ['0000-01-01']])('text that no database stores is refused: %j', (text) => {
  expect(() => parsePart('body', z.object({ note: z.string() }), { note: text })).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID' }),
  );
});
