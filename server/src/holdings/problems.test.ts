import { expect, test } from 'vitest';
import catalogue from './problems.json' with { type: 'json' };

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test.each(Object.entries(catalogue))('%s says in both languages what happened and what to do next', (_code, entry) => {
  for (const text of [entry.detail, entry.next]) {
    expect(text.zh).toMatch(/\p{Script=Han}.*[。？]$/su);
    expect(text.en).toMatch(/[.?]$/);
    expect(placeholders(text.zh)).toEqual(placeholders(text.en));
  }
});
