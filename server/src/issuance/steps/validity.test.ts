import { describe, expect, test } from 'vitest';
import type { Validity } from '../types.ts';
import { validityOf } from './validity.ts';

const now = new Date('2026-03-02T01:00:00.750Z');
const issuerEnd = new Date('2041-03-02T00:59:59Z');
const of = (validity: Validity, end = issuerEnd) => validityOf(validity, { now, issuerEnd: end });
const until = (notAfter: string): Validity => ({ kind: 'until', notAfter: new Date(notAfter) });
const years = (n: number): Validity => ({ kind: 'years', years: n });

describe('the validity of a pair', () => {
  test.each<[string, Validity, string]>([
    ['years end a second before the day they began', years(5), '2031-03-02T00:59:59.000Z'],
    ['an end date is kept to the second', until('2027-08-11T06:30:15Z'), '2027-08-11T06:30:15.000Z'],
    ['parts of a second cannot be written', until('2027-08-11T06:30:15.999Z'), '2027-08-11T06:30:15.000Z'],
    ['the next second is the shortest', until('2026-03-02T01:00:01Z'), '2026-03-02T01:00:01.000Z'],
  ])('%s', (_, validity, notAfter) => {
    expect(of(validity)).toEqual({ notBefore: '2026-03-02T01:00:00.000Z', notAfter });
  });

  test('years end with the issuer, an end date beyond it is refused with the latest there can be', () => {
    const end = new Date('2028-01-01T00:00:00Z');
    expect(of(years(5), end).notAfter).toBe(end.toISOString());
    expect(of(until('2028-01-01T00:00:00Z'), end).notAfter).toBe(end.toISOString());
    expect(() => of(until('2028-01-01T00:00:01Z'), end)).toThrow(
      expect.objectContaining({
        document: expect.objectContaining({ code: 'VALIDITY_TOO_LONG', params: { latest: '2028-01-01' } }),
      }),
    );
  });

  test.each<[string, Validity, string, Date]>([
    ['more years than the profile allows', years(6), 'VALIDITY_TOO_LONG', issuerEnd],
    ['an end date beyond the profile', until('2032-03-02T00:00:00Z'), 'VALIDITY_TOO_LONG', issuerEnd],
    ['an end date that has passed', until('2026-03-02T01:00:00Z'), 'VALIDITY_ENDED', issuerEnd],
    ['years under an issuer about to end', years(1), 'ISSUER_EXPIRES_TOO_SOON', new Date('2026-03-20T00:00:00Z')],
  ])('%s is refused', (_, validity, code, end) => {
    expect(() => of(validity, end)).toThrow(expect.objectContaining({ code }));
  });

  test('an issuer about to end still keeps an end date inside its own', () => {
    expect(of(until('2026-03-10T00:00:00Z'), new Date('2026-03-20T00:00:00Z')).notAfter).toBe(
      '2026-03-10T00:00:00.000Z',
    );
  });
});
