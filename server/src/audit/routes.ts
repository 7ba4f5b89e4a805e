import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint } from '../platform/index.ts';
import type { Audit } from './service.ts';

/** What auditors see. */
export function auditRoutes(app: FastifyInstance, audit: Audit): void {
  const { administration } = endpoints;
  registerEndpoint(app, administration.audit, async ({ query }) => {
    const { items, total } = await audit.search(query);
    return {
      items: items.map(({ sequence, at, actor, action, subject, details, hash }) => ({
        sequence,
        at: at.toISOString(),
        actor: { ...actor },
        action,
        subject: { ...subject },
        details: { ...details },
        hash,
      })),
      total,
      page: query.page,
      size: query.size,
    };
  });
  registerEndpoint(app, administration.verifyAudit, () => audit.verify());
  registerEndpoint(app, administration.exportAudit, async () => {
    const parts: string[] = [];
    for await (const line of audit.lines()) parts.push(line);
    return { bytes: Buffer.from(parts.join(''), 'utf8'), type: 'application/jsonl', name: 'audit.jsonl' };
  });
}
