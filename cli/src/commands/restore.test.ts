import { expect, test } from 'vitest';
import { report } from './restore.ts';

const order = {
  id: '0190',
  applicationId: null,
  applicationNumber: 'JX1',
  mediumSerial: 'YK-1',
  subject: 'CN=甲',
  serials: ['AB', 'CD'],
  applicationKnown: false,
  finished: false,
};

test('the report says how many of each, where lines were torn, and which orders need a person', () => {
  const lines = report(
    {
      dryRun: false,
      lines: 12,
      torn: [9],
      endsTorn: false,
      missingAtEnd: 0,
      placed: false,
      authorities: [
        { name: 'issuing-two', subject: 'CN=Two', fingerprint: 'ab12', store: 'files', keyFound: true },
        { name: 'issuing-three', subject: 'CN=Three', fingerprint: 'cd34', store: 'hsm', keyFound: false },
      ],
      orders: ['0190'],
      serials: 48,
      certificates: 46,
      keys: 24,
      abandoned: 1,
      statuses: { revoke: 7, suspend: 2, resume: 3 },
      strangers: ['FF'],
      crlNumbers: [{ authority: 'issuing', number: 31 }],
      restoredOrders: [order],
    },
    '/safe/journal.jsonl',
  ).join('\n');
  for (const told of [
    '/safe/journal.jsonl',
    '12',
    '9',
    '48',
    '46',
    '24',
    '7',
    '2',
    '3',
    '31',
    'FF',
    'JX1',
    'YK-1',
    'AB CD',
    'issuing-two',
    'ab12',
    'hsm',
  ]) {
    expect(lines).toContain(told);
  }
  expect(lines.split('JX1')).toHaveLength(3);
  // Only the key that is away is told.
  expect([lines.split('issuing-two').length, lines.split('issuing-three').length]).toEqual([2, 3]);
});
