import { describe, expect, test } from 'vitest';
import { compareMark, formatMark, parseMark, shortMark } from './index.ts';
import { stamp } from './testing/sample.ts';

describe('version mark', () => {
  test('is written and read, and has a short form for people', () => {
    expect(formatMark(stamp)).toBe('JX261122-000123-K|3|sample@1');
    expect(parseMark(formatMark(stamp))).toEqual({ order: stamp.order, dataVersion: 3, template: 'sample@1' });
    expect(shortMark(stamp)).toMatch(/^V3-[0-9A-F]{4}$/);
    expect(shortMark({ ...stamp, dataVersion: 4 })).not.toBe(shortMark(stamp).replace('V3', 'V4'));
    for (const text of ['', 'https://example.com', 'A|x|b@1', '<b>|1|a@1']) expect(parseMark(text)).toBeUndefined();
  });

  test('[JX-06][JX-23] outdated data, another template version, another form and another order are told apart', () => {
    expect(compareMark(stamp, stamp)).toBe('current');
    expect(compareMark({ ...stamp, dataVersion: 2 }, stamp)).toBe('outdated-data');
    expect(compareMark({ ...stamp, template: 'sample@0' }, stamp)).toBe('outdated-template');
    expect(
      compareMark(
        { ...stamp, template: 'seal-form-in-province@1' },
        { ...stamp, template: 'seal-form-out-of-province@1' },
      ),
    ).toBe('other-form');
    expect(compareMark({ ...stamp, order: 'JX261122-000124-K', dataVersion: 1 }, stamp)).toBe('other-order');
  });
});
