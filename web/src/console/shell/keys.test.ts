import { expect, test } from 'vitest';
import { spell } from './keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };
test.each([
  [{ ...plain, key: 'A' }, 'a'],
  [{ ...plain, key: '?' }, '?'],
  [{ ...plain, key: 'Enter', ctrlKey: true }, 'Ctrl+Enter'],
  [{ ...plain, key: 'Enter', metaKey: true }, 'Ctrl+Enter'],
])('a key is spelled as shortcuts write it', (event, spelled) => {
  expect(spell(event)).toBe(spelled);
});
