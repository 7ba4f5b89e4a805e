import type { RenewalBatch } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { type Clock, type Database, type Deps, Problem, type Tx, transaction } from '../../platform/index.ts';
import type { RenewalPorts } from '../ports.ts';
import { refuse } from '../problems.ts';
import { renewalTerms } from '../terms.ts';
import * as store from './store.ts';

export const QUEUE = 'renewal.batch';
const Job = z.object({ batch: z.uuid() });

export interface BatchTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Pick<Deps['jobs'], 'enqueue'>;
  readonly ports: RenewalPorts;
}

/** Batches of one account within a day: more than a group needs, few enough that nobody fills the house with jobs. */
export const MOST_A_DAY = 20;
const DAY_MS = 86_400_000;

/** Writes down what is to be renewed, with the job that does it. Throws RENEWAL_NOT_YOURS, BATCH_RUNNING, BATCHES_TOO_MANY. */
export async function beginBatch(
  { clock, jobs }: BatchTools,
  tx: Tx,
  organisationId: string,
  holdings: readonly string[],
): Promise<string> {
  const now = clock.now();
  const { running, recent } = await store.batchesOf(tx, organisationId, new Date(now.getTime() - DAY_MS));
  if (running) throw refuse('BATCH_RUNNING');
  if (recent >= MOST_A_DAY) throw refuse('BATCHES_TOO_MANY', { params: { most: MOST_A_DAY } });
  const id = uuid();
  const isOurs = await store.insertBatch(tx, { id, organisationId, at: now }, holdings);
  if (!isOurs) throw refuse('RENEWAL_NOT_YOURS');
  await jobs.enqueue(tx, QUEUE, { batch: id });
  return id;
}

/** Opens the renewals of a batch one after the other, each in a transaction of its own. Safe to run twice, or in two places. */
export async function workBatch(tools: BatchTools, data: unknown): Promise<void> {
  const { batch } = Job.parse(data);
  while (await workRow(tools, batch));
}

/** One row; false when none waits. The order and its row are written together, so nothing is opened twice. */
async function workRow(tools: BatchTools, batch: string): Promise<boolean> {
  const { db } = tools;
  const taken: { row?: store.WaitingRow } = {};
  try {
    return await transaction(db, async (tx) => {
      const row = await store.takeWaiting(tx, batch);
      if (!row) return false;
      taken.row = row;
      const order = await openOne(tools, tx, row);
      await store.finishRow(tx, batch, row.holding_id, { status: 'opened', ...order });
      return true;
    });
  } catch (error) {
    const { row } = taken;
    if (!(error instanceof Problem) || !row) throw error;
    const { detail, next, params } = error.document;
    const number = typeof params?.number === 'string' ? params.number : null;
    const status = RUNNING.has(error.code) ? 'existing' : 'refused';
    const outcome = { status, number, refusal: { detail, next } } as const;
    await transaction(db, (tx) => store.finishRow(tx, batch, row.holding_id, outcome));
    return true;
  }
}

async function openOne({ ports }: BatchTools, tx: Tx, row: store.WaitingRow) {
  const { holding_id: subject, organisation_id: organisationId, programme, project } = row;
  const found = (await ports.programmes(tx)).find(({ code }) => code === programme);
  const terms = found ? renewalTerms(found, project) : null;
  if (!terms) throw refuse('RENEWAL_NOT_OFFERED');
  return await ports.open(tx, { organisationId, programme, project, service: terms.service, subject });
}

/** Refusals that mean: this renewal is under way already. */
const RUNNING: ReadonlySet<string> = new Set(['BUSINESS_RUNNING', 'HOLDING_BUSY']);

/** How far a batch has come. Throws BATCH_NOT_FOUND. */
export async function batchView(
  db: Database,
  id: string,
  organisationId: string,
): Promise<z.input<typeof RenewalBatch>> {
  const found = await store.batchOf(db, id, organisationId);
  if (!found) throw refuse('BATCH_NOT_FOUND');
  const { total, opened, existing, refused } = found;
  const done = opened + existing + refused;
  const rows = done < total ? [] : await store.doneRows(db, id);
  return {
    id,
    createdAt: found.created_at.toISOString(),
    total,
    done,
    opened,
    existing,
    refused,
    rows: rows.map((row) => ({
      holding: row.holding_id,
      holderName: row.organisation_name,
      serial: row.sign_serial,
      status: row.status,
      applicationId: row.application_id,
      applicationNumber: row.application_number,
      detail: row.refusal?.detail ?? null,
      next: row.refusal?.next ?? null,
    })),
  };
}
