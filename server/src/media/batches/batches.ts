import { humanNumber } from '@yinxin/identifiers';
import { v7 as uuid } from 'uuid';
import { logged, type StaffActor } from '../../issuance/index.ts';
import { type Clock, problem, type Tx } from '../../platform/index.ts';
import { take as takeNumbers } from '../cards.ts';
import { refuse } from '../problems.ts';
import type { MediaPorts } from '../types.ts';
import { type ItemEvent, itemAfter, mayTake, refusesWork } from './rules.ts';
import {
  type BatchRecord,
  batchOf,
  findItem,
  holdsState,
  insertBatch,
  leaveWaiting,
  lockBatch,
  lockTaking,
  takenOrders,
  updateBatch,
  updateItem,
} from './store.ts';

/** Prefix of the numbers of batches, 制证批次. */
const PREFIX = 'ZP';

export interface BatchTools {
  readonly clock: Clock;
  readonly ports: Pick<MediaPorts, 'applications' | 'audit'>;
}

/** Takes the most urgent orders that wait as a batch of the caller. Throws BATCH_NOTHING_WAITS. */
export async function startBatch(
  { clock, ports }: BatchTools,
  tx: Tx,
  asked: { readonly count: number; readonly project?: string | undefined },
  actor: StaffActor,
): Promise<string> {
  await lockTaking(tx);
  const now = clock.now();
  const orders = await ports.applications.waiting(tx, {
    now,
    limit: asked.count,
    except: await takenOrders(tx),
    ...(asked.project === undefined ? {} : { project: asked.project }),
  });
  if (orders.length === 0) throw refuse('BATCH_NOTHING_WAITS');
  const [sequence = 0] = await takeNumbers(tx, PREFIX, now, 1);
  const id = uuid();
  const number = humanNumber.make(PREFIX, now, sequence);
  const batch: BatchRecord = {
    id,
    number,
    status: 'open',
    operator_id: actor.id,
    operator_name: actor.name,
    note: null,
    started_at: now,
    touched_at: now,
    closed_at: null,
  };
  const items = orders.map((order, position) => ({
    batch_id: id,
    application_id: order.id,
    position,
    number: order.number,
    name: order.name,
    state: 'waiting' as const,
    medium_serial: null,
    reason: null,
    by_name: null,
    changed_at: null,
  }));
  await insertBatch(tx, batch, items);
  await log(ports, tx, batch, actor, 'started', { orders: orders.map((order) => order.number).join(' ') });
  return id;
}

type ItemStep = Exclude<ItemEvent, 'make' | 'leave'>;

/**
 * Moves one order of the caller's batch; repeating it changes nothing. Throws BATCH_CLOSED, BATCH_OF_ANOTHER,
 * BATCH_ITEM_NOT_NOW, and BATCH_ORDER_TAKEN when one brought back waits in another batch by now.
 */
export async function moveItem(
  { clock, ports }: BatchTools,
  tx: Tx,
  at: { readonly batch: string; readonly application: string },
  step: ItemStep,
  reason: string | null,
  actor: StaffActor,
): Promise<void> {
  if (step === 'bring-back') await lockTaking(tx);
  const batch = await own(tx, at.batch, actor);
  const item = await findItem(tx, batch.id, at.application);
  if (!item) throw problem('NOT_FOUND');
  const state = itemAfter(item.state, step);
  if (!state) {
    if (item.state === DONE_BY[step]) return;
    throw refuse('BATCH_ITEM_NOT_NOW', { params: { number: item.number } });
  }
  const elsewhere = step === 'bring-back' ? await batchOf(tx, item.application_id) : undefined;
  if (elsewhere) throw refuse('BATCH_ORDER_TAKEN', { params: { number: item.number, batch: elsewhere.batch } });
  const now = clock.now();
  await updateItem(tx, item, { state, reason, by_name: actor.name, changed_at: now });
  await updateBatch(tx, batch.id, { touched_at: now });
  const details = { order: item.number, ...(reason === null ? {} : { reason }) };
  await log(ports, tx, batch, actor, step, details);
}

/** Where a step leads: asked for again there, it was done before. */
const DONE_BY = { label: 'done', 'set-aside': 'set-aside', 'bring-back': 'waiting' } as const;

/** The batch waits for whoever takes it. Throws BATCH_CLOSED, BATCH_OF_ANOTHER. */
export async function handOver(
  { clock, ports }: BatchTools,
  tx: Tx,
  id: string,
  note: string | undefined,
  actor: StaffActor,
): Promise<void> {
  const batch = await own(tx, id, actor);
  const change = { operator_id: null, operator_name: null, note: note ?? null, touched_at: clock.now() };
  await updateBatch(tx, id, change);
  await log(ports, tx, batch, actor, 'handed-over', { note: note ?? '' });
}

/** Takes over a batch that was handed over, or left alone for half an hour. Throws BATCH_CLOSED, BATCH_AT_WORK. */
export async function takeOver({ clock, ports }: BatchTools, tx: Tx, id: string, actor: StaffActor): Promise<void> {
  const batch = await lockBatch(tx, id);
  if (batch.status === 'closed') throw refuse('BATCH_CLOSED', { params: { batch: batch.number } });
  if (batch.operator_id === actor.id) return;
  const now = clock.now();
  const standing = { status: batch.status, operatorId: batch.operator_id, touchedAt: batch.touched_at };
  if (!mayTake(standing, actor.id, now)) {
    throw refuse('BATCH_AT_WORK', { params: { batch: batch.number, operator: batch.operator_name ?? '' } });
  }
  await updateBatch(tx, id, { operator_id: actor.id, operator_name: actor.name, touched_at: now });
  await log(ports, tx, batch, actor, 'taken', { from: batch.operator_name ?? '' });
}

/** Ends a batch; what was not reached waits in the queue again. Throws BATCH_LABELS_MISSING, BATCH_OF_ANOTHER. */
export async function closeBatch({ clock, ports }: BatchTools, tx: Tx, id: string, actor: StaffActor): Promise<void> {
  const batch = await own(tx, id, actor);
  if (await holdsState(tx, id, 'made')) throw refuse('BATCH_LABELS_MISSING', { params: { batch: batch.number } });
  const now = clock.now();
  await leaveWaiting(tx, id, now);
  await updateBatch(tx, id, { status: 'closed', closed_at: now, touched_at: now });
  await log(ports, tx, batch, actor, 'closed', {});
}

/** The medium of an order is made: its item in an open batch follows, in the same transaction. */
export async function itemMade(clock: Clock, tx: Tx, applicationId: string, serial: string, by: string): Promise<void> {
  const item = await batchOf(tx, applicationId, ['waiting', 'set-aside']);
  if (!item) return;
  const now = clock.now();
  await updateItem(tx, item, { state: 'made', medium_serial: serial, reason: null, by_name: by, changed_at: now });
  await updateBatch(tx, item.batch_id, { touched_at: now });
}

/** The order became void or left the desk: a batch does not wait for it. */
export async function itemGone(clock: Clock, tx: Tx, applicationId: string, reason: string): Promise<void> {
  const item = await batchOf(tx, applicationId);
  if (item) await updateItem(tx, item, { state: 'set-aside', reason, by_name: null, changed_at: clock.now() });
}

/** Refuses to begin an order that waits in somebody else's batch. Throws BATCH_ORDER_TAKEN. */
export async function refuseTaken(tx: Tx, applicationId: string, actor: StaffActor): Promise<void> {
  const item = await batchOf(tx, applicationId);
  if (item && item.operator_id !== actor.id) {
    throw refuse('BATCH_ORDER_TAKEN', { params: { number: item.number, batch: item.batch } });
  }
}

async function own(tx: Tx, id: string, actor: StaffActor): Promise<BatchRecord> {
  const batch = await lockBatch(tx, id);
  const { status, operator_id: operatorId, touched_at: touchedAt } = batch;
  const refusal = refusesWork({ status, operatorId, touchedAt }, actor.id);
  if (refusal) throw refuse(refusal, { params: { batch: batch.number, operator: batch.operator_name ?? '—' } });
  return batch;
}

function log(
  ports: BatchTools['ports'],
  tx: Tx,
  batch: BatchRecord,
  actor: StaffActor,
  what: 'started' | 'handed-over' | 'taken' | 'closed' | ItemStep,
  details: { readonly [key: string]: string },
): Promise<void> {
  return ports.audit(tx, {
    actor: logged(actor),
    action: `production-batch.${what}`,
    subject: { kind: 'production-batch', id: batch.id, label: batch.number },
    details,
  });
}
