import { MOST_PARCELS, type ParcelOutcome, parcels } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { staffOf } from '../../issuance/index.ts';
import { type FileStore, registerEndpoint, transaction } from '../../platform/index.ts';
import { readCsv } from '../csv.ts';
import { refuse } from '../problems.ts';
import { type Outcome, type ParcelTools, postParcels, printLabels } from './parcels.ts';
import { linesOf } from './rules.ts';

/** Courier labels, and tracking numbers entered by scanning or from the courier's list. */
export function registerParcels(app: FastifyInstance, tools: ParcelTools, files: Pick<FileStore, 'read'>): void {
  registerEndpoint(app, parcels.labels, ({ db, body, session }) =>
    transaction(db, async (tx) => {
      const bytes = await printLabels(tools, tx, body, staffOf(session));
      return { bytes, type: 'application/pdf', name: `courier-labels-${body.orders.length}.pdf` };
    }),
  );

  registerEndpoint(app, parcels.enter, ({ db, body, session }) =>
    transaction(db, async (tx) => present(await postParcels(tools, tx, body, staffOf(session)))),
  );

  registerEndpoint(app, parcels.import, ({ db, body, files: [upload], session }) =>
    transaction(db, async (tx) => {
      const read = upload && readCsv(await files.read(upload.sha256), MOST_PARCELS + 2);
      if (!read) throw refuse('PARCEL_FILE_UNREADABLE');
      const rows = linesOf(read);
      if (!rows) throw refuse('PARCEL_FILE_COLUMNS');
      if (rows.length === 0 || rows.length > MOST_PARCELS) {
        throw refuse('PARCEL_FILE_LENGTH', { params: { count: rows.length, most: MOST_PARCELS } });
      }
      return present(await postParcels(tools, tx, { carrier: body.carrier, rows }, staffOf(session)));
    }),
  );
}

function present(outcomes: readonly Outcome[]) {
  const rows = outcomes.map(({ order, trackingNumber, applicationId, problem }): z.input<typeof ParcelOutcome> => {
    const document = problem?.document;
    return {
      order,
      trackingNumber,
      applicationId,
      problem: document ? { code: document.code, detail: document.detail, next: document.next } : null,
    };
  });
  return { posted: rows.filter((row) => row.problem === null).length, rows };
}
