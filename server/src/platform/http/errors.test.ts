import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { defineProblems } from '../problems/index.ts';
import { registerErrors } from './errors.ts';

const text = { zh: '请稍后再试', en: 'try again later' };
const problem = defineProblems({ TEST_LIMIT: { status: 429, detail: text, next: text } });

test.each([
  [{ seconds: 60 }, '60'],
  [undefined, '60'],
  [{ seconds: 7 }, '7'],
])('whoever is told to wait is told how long in Retry-After too (%o)', async (params, seconds) => {
  const app = Fastify();
  registerErrors(app, 1024);
  app.get('/', () => {
    throw problem('TEST_LIMIT', params ? { params } : {});
  });
  const answer = await app.inject({ url: '/' });
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, seconds]);
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

test('what somebody else has just written is a conflict, not an incident', async () => {
  const app = Fastify();
  registerErrors(app, 1024);
  app.get('/', () => {
    throw Object.assign(new Error('duplicate key value violates unique constraint'), { code: '23505' });
  });
  const answer = await app.inject({ url: '/' });
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'AT_ONCE']);
});
