import { consoleHoldings, holdings } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { type Database, registerEndpoint } from '../platform/index.ts';
import { consider } from './consider.ts';
import type { HoldingTools } from './moves.ts';
import { holdingDetail, holdingViews } from './present.ts';
import { refuse } from './problems.ts';
import { countsOf, type HoldingQuery, holdingById, searchHoldings } from './store.ts';
import type { HoldingRow } from './tables.ts';

/** What is held, for its holder and for staff. */
export function registerHoldings(app: FastifyInstance, tools: HoldingTools): void {
  const { ports } = tools;

  const page = async (db: Database, query: HoldingQuery) => {
    const { rows, total } = await searchHoldings(db, query);
    return { items: await holdingViews(ports, db, rows), total, page: query.page, size: query.size };
  };

  /** Somebody else's certificate does not exist for the asker. */
  const one = async (db: Database, id: string, organisationId?: string): Promise<HoldingRow> => {
    const row = await holdingById(db, id);
    if (!row || (organisationId !== undefined && row.organisation_id !== organisationId))
      throw refuse('HOLDING_NOT_FOUND');
    return row;
  };

  registerEndpoint(app, holdings.list, ({ db, query, session }) =>
    page(db, { ...query, organisation: session.subject, urgentAt: tools.clock.now() }),
  );
  registerEndpoint(app, holdings.summary, async ({ db, session }) => {
    const openOrders = (await ports.openOrders(db, session.subject)).length;
    return { ...(await countsOf(db, session.subject, tools.clock.now())), openOrders };
  });
  registerEndpoint(app, holdings.read, async ({ db, params, session }) =>
    holdingDetail(ports, db, await one(db, params.id, session.subject)),
  );
  registerEndpoint(app, holdings.consequences, async ({ db, params, query, session }) =>
    consider(tools, db, await one(db, params.id, session.subject), query.act),
  );

  registerEndpoint(app, consoleHoldings.search, ({ db, query }) => page(db, query));
  registerEndpoint(app, consoleHoldings.detail, async ({ db, params }) =>
    holdingDetail(ports, db, await one(db, params.id)),
  );
  registerEndpoint(app, consoleHoldings.consequences, async ({ db, params, query }) =>
    consider(tools, db, await one(db, params.id), query.act),
  );
}
