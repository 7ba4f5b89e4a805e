import { describe, expect, it } from 'vitest';
import { CHECKS } from './checkup.ts';
import { problemDocument } from './problems.ts';
import { texts } from './texts.ts';

const paths = (node: unknown, at = ''): string[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, child]) => paths(child, `${at}.${key}`))
    : [at];

const blanks = (node: unknown): string[] => [...JSON.stringify(node).matchAll(/\{(\w+)\}/g)].map((match) => match[0]);

describe('the texts', () => {
  it('say the same things in both languages', () => {
    expect(paths(texts.en)).toEqual(paths(texts['zh-CN']));
    expect(new Set(blanks(texts.en))).toEqual(new Set(blanks(texts['zh-CN'])));
  });

  it('name every step of the check-up', () => {
    expect(Object.keys(texts.en.checks)).toEqual([...CHECKS]);
  });

  it('fill in what the reader needs', () => {
    const document = problemDocument({ code: 'E_PIN_WRONG', left: 2 });
    expect(document).toMatchObject({ status: 422, code: 'E_PIN_WRONG', params: { left: 2 } });
    expect(document.detail.zh).toContain('2');
    expect(document.next.en).not.toBe('');
  });
});
