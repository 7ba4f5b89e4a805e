import { profiles } from '@yinxin/contract';
import { PROFILES } from '@yinxin/pki';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint } from '../platform/index.ts';

/** What each kind of certificate must look like; the builder and the lint follow the same data. */
export function registerProfiles(app: FastifyInstance): void {
  registerEndpoint(app, profiles.list, async () => ({
    items: Object.values(PROFILES).map((one) => ({
      name: one.name,
      standard: one.standard,
      keyAlgorithms: [...one.keyAlgorithms],
      ca: one.ca,
      pathLength: one.pathLength ?? null,
      keyUsage: [...one.keyUsage],
      extendedKeyUsage: [...(one.extendedKeyUsage ?? [])],
      maxValidityDays: one.maxValidityDays,
      subject: [...one.subject],
      status: one.status,
      identity: one.identity,
    })),
  }));
}
