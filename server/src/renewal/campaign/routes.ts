import { consoleRenewal } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import { type Clock, registerEndpoint, transaction } from '../../platform/index.ts';
import type { RenewalPorts } from '../ports.ts';
import { refuse } from '../problems.ts';
import { countDays } from '../store.ts';
import { daysFrom, writeAdvice } from './store.ts';

const DAY_MS = 86_400_000;

/** Renewals due each day, and earlier days suggested to holders so that they do not all come at once. */
export function campaignRoutes(
  app: FastifyInstance,
  { clock, ports }: { readonly clock: Clock; readonly ports: Pick<RenewalPorts, 'audit' | 'programmes'> },
): void {
  registerEndpoint(app, consoleRenewal.days, async ({ db, query }) => {
    const now = clock.now();
    const items = await daysFrom(db, now, new Date(now.getTime() + query.days * DAY_MS));
    return { items: [...items], total: items.reduce((sum, { count }) => sum + count, 0) };
  });
  registerEndpoint(app, consoleRenewal.suggest, async ({ db, params, body, session }) => {
    const { day } = params;
    const { suggested } = body;
    const now = clock.now();
    if (suggested !== null && (suggested >= day || suggested < shanghaiDay(now)))
      throw refuse('SUGGESTED_TOO_LATE', { field: 'body.suggested', params: { day } });
    const name = session.attributes.name ?? '';
    const programmes = await ports.programmes(db);
    await transaction(db, async (tx) => {
      for (const { code } of programmes) await countDays(tx, code, { from: day, until: day });
      await writeAdvice(tx, day, suggested, { staff: name, at: now });
      await ports.audit(tx, {
        actor: { kind: 'staff', id: session.subject, name },
        action: 'renewal.day-suggested',
        subject: { kind: 'renewal-day', id: day, label: day },
        details: { suggested },
      });
    });
    const from = new Date(`${day}T00:00:00+08:00`);
    const [found] = await daysFrom(db, from, new Date(from.getTime() + DAY_MS));
    return found ?? { day, count: 0, suggested };
  });
}
