import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, GENESIS, link } from './chain.ts';
import type { AuditRecord } from './types.ts';

const record: AuditRecord = {
  id: '019a0000-0000-7000-8000-000000000001',
  at: new Date('2026-11-22T08:00:00.000Z'),
  actor: { kind: 'staff', id: 's1', name: '张审核' },
  action: 'organisation.registered',
  subject: { kind: 'organisation', id: 'o1', label: '91360100MA35XXXXXC' },
  details: { b: 1, a: ['x', null] },
};

describe('the chain of the audit log', () => {
  test('a link depends on every part of the record and on its place', () => {
    const hash = link(GENESIS, 1, record);
    const others = [
      link(GENESIS, 2, record),
      link(hash, 1, record),
      link(GENESIS, 1, { ...record, action: 'organisation.removed' }),
      link(GENESIS, 1, { ...record, at: new Date('2026-11-22T08:00:00.001Z') }),
      link(GENESIS, 1, { ...record, actor: { ...record.actor, id: null } }),
      link(GENESIS, 1, { ...record, subject: { ...record.subject, label: 'x' } }),
      link(GENESIS, 1, { ...record, details: { b: 2, a: ['x', null] } }),
    ];
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });

  test('canonical JSON does not depend on the order of keys and loses nothing', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), leaf), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(turned)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
