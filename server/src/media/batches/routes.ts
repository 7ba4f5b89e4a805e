import { productionBatches } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { staffOf } from '../../issuance/index.ts';
import { registerEndpoint, type Session, type Tx, transaction } from '../../platform/index.ts';
import { type BatchTools, closeBatch, handOver, moveItem, startBatch, takeOver } from './batches.ts';
import { batchCsv, batchPdf } from './sheet.ts';
import { listBatches, readBatch } from './store.ts';

/** Batches of production, for the desk. */
export function registerBatches(app: FastifyInstance, tools: BatchTools & { readonly authorityName: string }): void {
  const { clock } = tools;
  const view = (db: Parameters<typeof readBatch>[0], id: string, session: Session) =>
    readBatch(db, id, session.subject, clock.now());
  const item = ({ id, application }: { readonly id: string; readonly application: string }) => ({
    batch: id,
    application,
  });
  const change = (db: Parameters<typeof readBatch>[0], id: string, session: Session, work: (tx: Tx) => Promise<void>) =>
    transaction(db, async (tx) => {
      await work(tx);
      return view(tx, id, session);
    });

  registerEndpoint(app, productionBatches.list, async ({ db, query, session }) => {
    const { items, total } = await listBatches(db, query, session.subject, clock.now());
    return { items, total, page: query.page, size: query.size };
  });

  registerEndpoint(app, productionBatches.start, ({ db, body, session }) =>
    transaction(db, async (tx) => view(tx, await startBatch(tools, tx, body, staffOf(session)), session)),
  );

  registerEndpoint(app, productionBatches.read, ({ db, params, session }) => view(db, params.id, session));

  registerEndpoint(app, productionBatches.setAside, ({ db, params, body, session }) =>
    change(db, params.id, session, (tx) =>
      moveItem(tools, tx, item(params), 'set-aside', body.reason, staffOf(session)),
    ),
  );

  registerEndpoint(app, productionBatches.bringBack, ({ db, params, session }) =>
    change(db, params.id, session, (tx) => moveItem(tools, tx, item(params), 'bring-back', null, staffOf(session))),
  );

  registerEndpoint(app, productionBatches.label, ({ db, params, session }) =>
    change(db, params.id, session, (tx) => moveItem(tools, tx, item(params), 'label', null, staffOf(session))),
  );

  registerEndpoint(app, productionBatches.handOver, ({ db, params, body, session }) =>
    change(db, params.id, session, (tx) => handOver(tools, tx, params.id, body.note, staffOf(session))),
  );

  registerEndpoint(app, productionBatches.take, ({ db, params, session }) =>
    change(db, params.id, session, (tx) => takeOver(tools, tx, params.id, staffOf(session))),
  );

  registerEndpoint(app, productionBatches.close, ({ db, params, session }) =>
    change(db, params.id, session, (tx) => closeBatch(tools, tx, params.id, staffOf(session))),
  );

  registerEndpoint(app, productionBatches.sheet, async ({ db, params, query, session }) => {
    const batch = await view(db, params.id, session);
    const name = `production-${batch.number}`;
    if (query.format === 'csv') return { bytes: batchCsv(batch), type: 'text/csv', name: `${name}.csv` };
    const bytes = await batchPdf(batch, { authority: tools.authorityName, at: clock.now() });
    return { bytes, type: 'application/pdf', name: `${name}.pdf` };
  });
}
