import { expect, test } from 'vitest';
import { shownValue } from './shown-value.ts';

const kind = { choices: [{ code: 'enterprise', label: { zh: '企业', en: 'Enterprise' }, accepted: true }] };

test('a choice is shown in words, anything else as it was entered', () => {
  expect(shownValue(kind, 'enterprise')).toEqual({ zh: '企业', en: 'Enterprise' });
  expect(shownValue(kind, 'gone')).toEqual({ zh: 'gone', en: 'gone' });
  expect(shownValue({}, '南昌')).toEqual({ zh: '南昌', en: '南昌' });
  expect(shownValue(undefined, '')).toEqual({ zh: '', en: '' });
});
