import { AUDIT_ACTIONS } from '@yinxin/contract';
import { expect, test } from 'vitest';
import en from '../../texts/en/console-audit.json' with { type: 'json' };
import zh from '../../texts/zh-CN/console-audit.json' with { type: 'json' };

type Words = { readonly [key: string]: string | Words };

const codesOf = (words: Words, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, one]) =>
    typeof one === 'string' ? [prefix + key] : codesOf(one, `${prefix}${key}.`),
  );

test.each([
  ['zh-CN', zh],
  ['en', en],
])('every action the audit log is told has its words in %s, and no word is left over', (_, words) => {
  expect(codesOf(words).toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
});
