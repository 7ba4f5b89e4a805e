import { SELF_SERVICE_PROBLEMS } from '@yinxin/contract';
import { expect, test } from 'vitest';
import issuance from '../issuance/problems.json' with { type: 'json' };
import platform from '../platform/problems/problems.json' with { type: 'json' };
import catalogue from './problems.json' with { type: 'json' };

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test.each(Object.entries(catalogue))('%s says in both languages what happened and what to do next', (_code, entry) => {
  for (const text of [entry.detail, entry.next]) {
    expect(text.zh).toMatch(/\p{Script=Han}.*[。？]$/su);
    expect(text.en).toMatch(/[.?]$/);
    expect(placeholders(text.zh)).toEqual(placeholders(text.en));
  }
});

test('every refusal the contract of self-service names has its words', () => {
  const known = new Set([...Object.keys(catalogue), ...Object.keys(issuance), ...Object.keys(platform)]);
  const named = Object.values(SELF_SERVICE_PROBLEMS).flat();
  expect(named.filter((code) => !known.has(code))).toEqual([]);
  expect(named).toContain('SELF_MEDIUM_BUSY');
});
