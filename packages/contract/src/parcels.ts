import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Refusal } from './shapes.ts';

/** Parcels entered or labels printed at once at most. */
export const MOST_PARCELS = 200;

/** Formats of label paper in millimetres. */
export const LABEL_PAPERS = ['100x150', 'a6'] as const;

/** What became of one line: the order it posted, or why it did not. */
export const ParcelOutcome = z.object({
  order: z.string(),
  trackingNumber: z.string(),
  applicationId: Id.nullable(),
  problem: Refusal.nullable(),
});
const Outcomes = z.object({ posted: z.number().int(), rows: z.array(ParcelOutcome) });
const Carrier = z.string().trim().min(1).max(40);

export const parcels = {
  labels: endpoint({
    method: 'POST',
    path: '/api/console/courier-labels',
    who: ['production', 'shipping'],
    tag: 'delivery',
    summary: {
      zh: '打印快递面单（记录打印人）',
      en: 'Courier labels with recipients in clear, one page each; who printed them is logged',
    },
    body: z.strictObject({
      orders: z.array(Id).min(1).max(MOST_PARCELS),
      paper: z.enum(LABEL_PAPERS).default('100x150'),
    }),
    answer: 'file',
  }),
  enter: endpoint({
    method: 'POST',
    path: '/api/console/parcels',
    who: ['shipping'],
    tag: 'delivery',
    idempotent: true,
    summary: {
      zh: '登记快递单号（逐行，一行有误不影响别的行）',
      en: 'Order number and tracking number, line by line; a wrong line stops no other',
    },
    body: z.strictObject({
      carrier: Carrier,
      rows: z
        .array(z.strictObject({ order: z.string().max(60), trackingNumber: z.string().max(60) }))
        .min(1)
        .max(MOST_PARCELS),
    }),
    answer: Outcomes,
  }),
  import: endpoint({
    method: 'POST',
    path: '/api/console/parcels/import',
    who: ['shipping'],
    tag: 'delivery',
    upload: 'one-file',
    idempotent: true,
    summary: { zh: '导入快递公司的清单（CSV）', en: 'The courier’s list as CSV, UTF-8 or GB 18030' },
    body: z.strictObject({ carrier: Carrier }),
    answer: Outcomes,
  }),
};
