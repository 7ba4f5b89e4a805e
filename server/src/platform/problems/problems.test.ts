import { expect, test } from 'vitest';
import { defineProblems, knownProblems, Problem, problem, problemByCode } from './index.ts';

test('a refusal says what happened and what to do, in both languages, with its parameters filled in', () => {
  const refused = problem('RATE_LIMITED', { params: { seconds: 30 }, field: 'body.mobile' });
  expect(refused).toBeInstanceOf(Problem);
  expect(refused.document).toMatchObject({
    type: 'urn:yinxin:problem:rate-limited',
    title: 'Rate limited',
    status: 429,
    code: 'RATE_LIMITED',
    field: 'body.mobile',
    params: { seconds: 30 },
  });
  expect(refused.document.detail.zh).toContain('30 秒');
  expect(refused.document.detail.en).toContain('30 seconds');
});

test('a catalogue’s codes are known by name afterwards', () => {
  const text = { zh: '试', en: 'test' };
  const own = defineProblems({ TEST_ONLY: { status: 409, detail: text, next: text } });
  expect(own('TEST_ONLY').status).toBe(409);
  expect(problemByCode('TEST_ONLY')?.document.detail).toEqual(text);
  expect(problemByCode('NO_SUCH_CODE')).toBeUndefined();
});

test('every entry has a status of a refusal and both languages', () => {
  for (const [code, entry] of knownProblems()) {
    expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
    expect(entry.status).toBeGreaterThanOrEqual(400);
    for (const text of [entry.detail, entry.next]) expect(Math.min(text.zh.length, text.en.length)).toBeGreaterThan(0);
  }
});
