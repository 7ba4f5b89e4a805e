import { Code } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { ProductionView } from './production.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

/** Orders taken into one batch (批次) at most: what one person makes in a shift. */
export const MOST_IN_BATCH = 200;

/**
 * Where an order of a batch stands: to be made, made and without its label, done, set aside with a reason, or left when the
 * batch ended before it.
 */
export const BATCH_ITEM_STATES = ['waiting', 'made', 'done', 'set-aside', 'left'] as const;

export const BatchItemView = z.object({
  applicationId: Id,
  number: z.string(),
  name: z.string(),
  state: z.enum(BATCH_ITEM_STATES),
  /** How far the medium itself is; what was begun goes on where it stopped. */
  production: ProductionView.shape.status,
  mediumSerial: z.string().nullable(),
  passwordCard: z.string().nullable(),
  /** Why it was set aside. */
  reason: z.string().nullable(),
  /** Who did the last thing with it, and when. */
  by: z.string().nullable(),
  at: Instant.nullable(),
});

export const BatchRow = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(['open', 'closed']),
  /** Who works on it; null after a hand-over, until somebody takes it. */
  operator: z.string().nullable(),
  mine: z.boolean(),
  /** Whether the caller may take it over now. */
  takeable: z.boolean(),
  startedAt: Instant,
  closedAt: Instant.nullable(),
  counts: z.record(z.enum(BATCH_ITEM_STATES), z.number().int()),
});

export const BatchView = BatchRow.extend({
  items: z.array(BatchItemView),
  /** The item to work on now: the first that is made without its label, else the first waiting one. */
  next: Id.nullable(),
  /** What was written down when it was handed over. */
  note: z.string().nullable(),
});

const who = ['production'] as const;
const looks = ['production', 'administrator', 'auditor'] as const;
const base = '/api/console/production-batches';
const ItemParams = z.object({ id: Id, application: Id });
const Reason = z.string().trim().min(2).max(200);

export const productionBatches = {
  list: endpoint({
    method: 'GET',
    path: base,
    who: looks,
    tag: 'production',
    summary: { zh: '制证批次', en: 'Batches of production, open ones first' },
    query: Page,
    answer: pageOf(BatchRow),
  }),
  start: endpoint({
    method: 'POST',
    path: base,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '领取一批订单', en: 'Take the most urgent orders of the queue as a batch' },
    body: z.strictObject({ count: z.number().int().min(1).max(MOST_IN_BATCH), project: Code.optional() }),
    answer: BatchView,
  }),
  read: endpoint({
    method: 'GET',
    path: `${base}/:id`,
    who: looks,
    tag: 'production',
    summary: { zh: '一个批次', en: 'One batch with its orders' },
    params: IdParams,
    answer: BatchView,
  }),
  setAside: endpoint({
    method: 'POST',
    path: `${base}/:id/items/:application/set-aside`,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '搁置一件，批次继续', en: 'Set one aside with a reason; the batch goes on' },
    params: ItemParams,
    body: z.strictObject({ reason: Reason }),
    answer: BatchView,
  }),
  bringBack: endpoint({
    method: 'POST',
    path: `${base}/:id/items/:application/return`,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '搁置的一件放回批次', en: 'Put one that was set aside back into its batch' },
    params: ItemParams,
    answer: BatchView,
  }),
  label: endpoint({
    method: 'POST',
    path: `${base}/:id/items/:application/label`,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '标签已贴好', en: 'The label is on its medium: this one is done' },
    params: ItemParams,
    answer: BatchView,
  }),
  handOver: endpoint({
    method: 'POST',
    path: `${base}/:id/hand-over`,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '交班', en: 'Hand the batch over to whoever takes it' },
    params: IdParams,
    body: z.strictObject({ note: z.string().trim().max(200).optional() }),
    answer: BatchView,
  }),
  take: endpoint({
    method: 'POST',
    path: `${base}/:id/take`,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '接手批次', en: 'Take over a batch that was handed over, or whose operator has been away' },
    params: IdParams,
    answer: BatchView,
  }),
  close: endpoint({
    method: 'POST',
    path: `${base}/:id/close`,
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '结束批次', en: 'End the batch; what was not reached goes back into the queue' },
    params: IdParams,
    answer: BatchView,
  }),
  sheet: endpoint({
    method: 'GET',
    path: `${base}/:id/sheet`,
    who: looks,
    tag: 'production',
    summary: { zh: '批次清单（PDF、CSV）', en: 'What was made and what was set aside, as PDF or CSV' },
    params: IdParams,
    query: z.object({ format: z.enum(['pdf', 'csv']).default('pdf') }),
    answer: 'file',
  }),
};
