import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** What a kind of certificate must look like (证书模板), as the builder and the lint both follow it. */
export const ProfileView = z.object({
  name: z.string(),
  standard: z.string(),
  keyAlgorithms: z.array(z.string()),
  ca: z.boolean(),
  pathLength: z.number().int().nullable(),
  keyUsage: z.array(z.string()),
  extendedKeyUsage: z.array(z.string()),
  maxValidityDays: z.number().int(),
  subject: z.array(z.string()),
  status: z.enum(['required', 'optional', 'forbidden']),
  identity: z.enum(['organisation', 'person', 'none']),
});

export const profiles = {
  list: endpoint({
    method: 'GET',
    path: '/api/console/certificate-profiles',
    who: ['administrator', 'auditor', 'back-office', 'production'],
    tag: 'authorities',
    summary: { zh: '证书模板', en: 'Certificate profiles' },
    answer: z.object({ items: z.array(ProfileView) }),
  }),
};
