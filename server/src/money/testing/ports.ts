import type { RemittancePorts } from '../index.ts';

/** For suites about a hall where nobody pays by remittance. */
export const noRemittances: RemittancePorts = {
  payees: async () => [],
  routing: async () => undefined,
  organisation: async () => undefined,
  openOrders: async () => [],
  arrearsSettled: async () => {},
  auditRemittance: async () => {},
};
