import { mediaStock } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { logged, staffOf } from '../../issuance/index.ts';
import { registerEndpoint, transaction } from '../../platform/index.ts';
import { handBack, handOut, transfer } from './hands.ts';
import { setMinimum, stockOverview } from './overview.ts';
import { listReceipts, receive, type StockTools } from './receipts.ts';
import { closeTake, listTakes, startTake } from './takes.ts';

/** The stock room: deliveries, places, hand-outs, counts. */
export function registerStockRoom(app: FastifyInstance, tools: StockTools): void {
  registerEndpoint(app, mediaStock.overview, ({ db, session }) => stockOverview(db, session.subject));

  registerEndpoint(app, mediaStock.receive, ({ db, body, session }) =>
    transaction(db, (tx) => receive(tools, tx, body, staffOf(session))),
  );

  registerEndpoint(app, mediaStock.receipts, ({ db, query }) => listReceipts(db, query));

  registerEndpoint(app, mediaStock.setMinimum, ({ db, body, session }) =>
    transaction(db, async (tx) => {
      await setMinimum(tx, body);
      await tools.ports.audit(tx, {
        actor: logged(staffOf(session)),
        action: 'media.minimum-set',
        subject: { kind: 'stock', id: body.model, label: body.model },
        details: { ...body },
      });
      return { minimum: body.minimum };
    }),
  );

  registerEndpoint(app, mediaStock.handOut, ({ db, body, session }) =>
    transaction(db, async (tx) => ({ count: await handOut(tools, tx, body.serials, staffOf(session)) })),
  );

  registerEndpoint(app, mediaStock.handBack, ({ db, body, session }) =>
    transaction(db, async (tx) => ({ count: await handBack(tools, tx, body.serials, staffOf(session)) })),
  );

  registerEndpoint(app, mediaStock.transfer, ({ db, body, session }) =>
    transaction(db, async (tx) => ({ count: await transfer(tools, tx, body, staffOf(session)) })),
  );

  registerEndpoint(app, mediaStock.startTake, ({ db, body, session }) =>
    transaction(db, (tx) => startTake(tools, tx, body, staffOf(session))),
  );

  registerEndpoint(app, mediaStock.closeTake, ({ db, params, body, session }) =>
    transaction(db, (tx) => closeTake(tools, tx, params.id, body.explanations, staffOf(session))),
  );

  registerEndpoint(app, mediaStock.takes, ({ db, query }) => listTakes(db, query));
}
