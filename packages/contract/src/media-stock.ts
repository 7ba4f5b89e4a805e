import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { DeliveredKeys, MediumView } from './production.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

const keeps = ['production', 'administrator'] as const;
const sees = ['production', 'shipping', 'administrator', 'auditor'] as const;
/** Media moved or counted at once at most. */
export const MOST_MEDIA = 1000;

const Place = z.string().trim().min(1).max(40);
const Serials = z.array(z.string().max(40)).min(1).max(MOST_MEDIA);
const Kind = MediumView.shape.kind;
const Model = z.string().trim().min(1).max(60);

export const ReceiptView = z.object({
  id: Id,
  number: z.string(),
  kind: Kind,
  model: z.string(),
  place: z.string(),
  supplier: z.string(),
  note: z.string().nullable(),
  added: z.number().int(),
  /** Serials of the delivery that the stock knew before: not taken in a second time. */
  known: z.array(z.string()),
  by: z.string(),
  at: Instant,
});

/** Media of one kind at one place: in the cupboard, in the hands of operators, and how many there should be at least. */
export const StockRow = z.object({
  kind: Kind,
  model: z.string(),
  place: z.string(),
  stock: z.number().int(),
  handedOut: z.number().int(),
  minimum: z.number().int(),
  below: z.boolean(),
});

export const StockOverview = z.object({
  rows: z.array(StockRow),
  /** What operators have in their hands. */
  hands: z.array(z.object({ name: z.string(), count: z.number().int(), mine: z.boolean() })),
  /** Media that wait to be destroyed. */
  spoiled: z.number().int(),
});

/**
 * What a stock-take found: expected and not counted; counted although it is elsewhere or handed out, no longer in stock, or
 * not known at all.
 */
export const DIFFERENCES = ['missing', 'elsewhere', 'not-in-stock', 'unknown'] as const;
export const StockTakeView = z.object({
  id: Id,
  number: z.string(),
  place: z.string(),
  status: z.enum(['open', 'closed']),
  expected: z.number().int(),
  counted: z.number().int(),
  differences: z.array(
    z.object({
      serial: z.string(),
      kind: z.enum(DIFFERENCES),
      explanation: z.string().nullable(),
      /** A missing one was written off as lost. */
      lost: z.boolean(),
    }),
  ),
  by: z.string(),
  at: Instant,
  closedBy: z.string().nullable(),
});

export const mediaStock = {
  overview: endpoint({
    method: 'GET',
    path: '/api/console/media-stock/places',
    who: sees,
    tag: 'production',
    summary: { zh: '各处库存与最低库存', en: 'Stock by kind and place, with minimum levels' },
    answer: StockOverview,
  }),
  receive: endpoint({
    method: 'POST',
    path: '/api/console/media-receipts',
    who: keeps,
    tag: 'production',
    idempotent: true,
    summary: { zh: '到货入库（号段或逐个编号）', en: 'A delivery: a range of serials or a list' },
    body: z.strictObject({
      kind: Kind,
      model: Model,
      place: Place,
      supplier: z.string().trim().min(1).max(60),
      note: z.string().trim().max(200).optional(),
      serials: z.union([Serials, z.strictObject({ from: z.string().max(40), to: z.string().max(40) })]),
      keys: DeliveredKeys.optional(),
    }),
    answer: ReceiptView,
  }),
  receipts: endpoint({
    method: 'GET',
    path: '/api/console/media-receipts',
    who: sees,
    tag: 'production',
    summary: { zh: '到货记录', en: 'Deliveries, newest first' },
    query: Page,
    answer: pageOf(ReceiptView),
  }),
  setMinimum: endpoint({
    method: 'PUT',
    path: '/api/console/media-stock/minimum',
    who: keeps,
    tag: 'production',
    summary: { zh: '设定最低库存', en: 'How many there should be at least; 0 takes the warning away' },
    body: z.strictObject({ kind: Kind, model: Model, place: Place, minimum: z.number().int().min(0).max(100_000) }),
    answer: z.object({ minimum: z.number().int() }),
  }),
  handOut: endpoint({
    method: 'POST',
    path: '/api/console/media-stock/hand-outs',
    who: ['production'],
    tag: 'production',
    idempotent: true,
    summary: { zh: '领用：本人签收', en: 'Take media out; whoever takes them signs for them themselves' },
    body: z.strictObject({ serials: Serials }),
    answer: z.object({ count: z.number().int() }),
  }),
  handBack: endpoint({
    method: 'POST',
    path: '/api/console/media-stock/hand-backs',
    who: ['production'],
    tag: 'production',
    idempotent: true,
    summary: { zh: '退回库房', en: 'Bring unused media back' },
    body: z.strictObject({ serials: Serials }),
    answer: z.object({ count: z.number().int() }),
  }),
  transfer: endpoint({
    method: 'POST',
    path: '/api/console/media-stock/transfers',
    who: keeps,
    tag: 'production',
    idempotent: true,
    summary: { zh: '调拨到另一处', en: 'Move media to another place' },
    body: z.strictObject({ serials: Serials, place: Place }),
    answer: z.object({ count: z.number().int() }),
  }),
  startTake: endpoint({
    method: 'POST',
    path: '/api/console/stock-takes',
    who: keeps,
    tag: 'production',
    idempotent: true,
    summary: { zh: '盘点：扫描一处的全部介质', en: 'Count what is at a place' },
    body: z.strictObject({ place: Place, serials: z.array(z.string().max(40)).max(MOST_MEDIA) }),
    answer: StockTakeView,
  }),
  closeTake: endpoint({
    method: 'POST',
    path: '/api/console/stock-takes/:id/close',
    who: keeps,
    tag: 'production',
    idempotent: true,
    summary: { zh: '逐条说明差异，结束盘点', en: 'Explain every difference and end the count' },
    params: IdParams,
    body: z.strictObject({
      explanations: z
        .array(
          z.strictObject({
            serial: z.string().max(40),
            text: z.string().trim().min(2).max(200),
            /** Write a missing one off as lost. */
            lost: z.boolean().default(false),
          }),
        )
        .max(2 * MOST_MEDIA),
    }),
    answer: StockTakeView,
  }),
  takes: endpoint({
    method: 'GET',
    path: '/api/console/stock-takes',
    who: sees,
    tag: 'production',
    summary: { zh: '盘点记录', en: 'Counts, newest first' },
    query: Page,
    answer: pageOf(StockTakeView),
  }),
};
