import { expect, test } from 'vitest';
import { groupsOf, moved } from './found.ts';

test('what was found leads to its place; kinds without finds are left out', () => {
  const none = { items: [], more: false };
  const order = {
    id: '0190a0a0-0000-7000-8000-000000000001',
    number: 'JX261122-000123-K',
    organisationName: '江西赣江建设有限公司',
    state: { code: 'review', label: { zh: '审核中', en: 'In review' } },
    void: false,
    by: 'invoice' as const,
  };
  const found = { tooShort: false, organisations: none, orders: { items: [order], more: true }, certificates: none };
  expect(groupsOf(found)).toEqual([
    {
      kind: 'orders',
      more: true,
      lines: [
        {
          key: `order-${order.id}`,
          to: `/orders/${order.id}`,
          main: order.number,
          beside: order.organisationName,
          state: order.state.label,
          by: 'invoice',
        },
      ],
    },
  ]);
});

test.each([
  [-1, 1, 3, 0],
  [2, 1, 3, -1],
  [-1, -1, 3, 2],
  [0, -1, 3, -1],
  [-1, 1, 0, -1],
] as const)('from line %i, step %i of %i: line %i', (at, by, count, to) => {
  expect(moved(at, by, count)).toBe(to);
});
