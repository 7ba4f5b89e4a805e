import { authorities } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint } from '../../platform/index.ts';
import { refuse } from '../problems.ts';

/** CAs, key ceremonies and activation, for administrators; auditors read. */
export function registerAuthorities(app: FastifyInstance): void {
  for (const one of Object.values(authorities)) {
    registerEndpoint(app, one, () => {
      throw refuse('CEREMONY_UNKNOWN');
    });
  }
}
