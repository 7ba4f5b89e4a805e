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
/** The job of a batch has given up by then: what still waits must keep nobody from the next. Twice is safe, only slower. */
const ABANDONED_MS = 3 * 3_600_000;

/** Writes down what is to be renewed, with the job that does it. Throws RENEWAL_NOT_YOURS, BATCH_RUNNING, BATCHES_TOO_MANY. */
export async function beginBatch(
  { clock, jobs }: BatchTools,
  tx: Tx,
  organisationId: string,
  holdings: readonly string[],
): Promise<string> {
  const now = clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const since = { recent: before(DAY_MS), running: before(ABANDONED_MS) };
  const { running, recent } = await store.batchesOf(tx, organisationId, since);
  if (running) throw refuse('BATCH_RUNNING');
  if (recent >= MOST_A_DAY) throw refuse('BATCHES_TOO_MANY', { params: { most: MOST_A_DAY } });
  const id = uuid();
  const isOurs = await store.insertBatch(tx, { id, organisationId, at: now }, holdings);
  if (!isOurs) throw refuse('RENEWAL_NOT_YOURS');
  await jobs.enqueue(tx, QUEUE, { batch: id });
  return id;
}

/**
 * Opens the renewals of a batch one after the other, each in a transaction of its own. Safe to run twice, or in two places.
 * A row that fails for no reason of the rules is passed over and the job fails, so that it comes again; on its last try such
 * a row ends as refused.
 */
export async function workBatch(tools: BatchTools, data: unknown, { isLastTry = false } = {}): Promise<void> {
  const { batch } = Job.parse(data);
  const failed = new Map<string, unknown>();
  while (await workRow(tools, { batch, failed, isLastTry }));
  for (const error of failed.values()) throw error;
}

interface Run {
  readonly batch: string;
  /** Why rows of this run failed, by holding. */
  readonly failed: Map<string, unknown>;
  readonly isLastTry: boolean;
}

/** One row; false when none waits. The order and its row are written together, so nothing is opened twice. */
async function workRow(tools: BatchTools, { batch, failed, isLastTry }: Run): Promise<boolean> {
  const { db } = tools;
  const taken: { row?: store.WaitingRow } = {};
  try {
    return await transaction(db, async (tx) => {
      const row = await store.takeWaiting(tx, batch, [...failed.keys()]);
      if (!row) return false;
      taken.row = row;
      const order = await openOne(tools, tx, row);
      await store.finishRow(tx, batch, row.holding_id, { status: 'opened', ...order });
      return true;
    });
  } catch (error) {
    const { row } = taken;
    if (!row) throw error;
    if (!(error instanceof Problem)) failed.set(row.holding_id, error);
    if (error instanceof Problem || isLastTry) await refuseRow(db, batch, row, error);
    return true;
  }
}

async function refuseRow(db: Database, batch: string, row: store.WaitingRow, error: unknown): Promise<void> {
  const { code, document } = error instanceof Problem ? error : refuse('RENEWAL_FAILED');
  const { detail, next, params } = document;
  const number = typeof params?.number === 'string' ? params.number : null;
  const status = RUNNING.has(code) ? 'existing' : 'refused';
  const outcome = { status, number, refusal: { detail, next } } as const;
  await transaction(db, (tx) => store.finishRow(tx, batch, row.holding_id, outcome));
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

/** The name of the person these pairs are held by, which stands in no row; empty for an organisation. */
export async function personName(
  ports: Pick<RenewalPorts, 'held'>,
  db: Database,
  rows: readonly { readonly organisation_name: string; readonly sign_serial: string }[],
): Promise<string> {
  const nameless = rows.find((row) => row.organisation_name === '');
  return (nameless && (await ports.held(db, nameless.sign_serial))?.holder.name) ?? '';
}

/** How far a batch has come. Throws BATCH_NOT_FOUND. */
export async function batchView(
  { db, ports }: Pick<BatchTools, 'db' | 'ports'>,
  id: string,
  organisationId: string,
): Promise<z.input<typeof RenewalBatch>> {
  const found = await store.batchOf(db, id, organisationId);
  if (!found) throw refuse('BATCH_NOT_FOUND');
  const { total, opened, existing, refused } = found;
  const done = opened + existing + refused;
  const rows = done < total ? [] : await store.doneRows(db, id);
  const own = await personName(ports, db, rows);
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
      holderName: row.organisation_name || own,
      serial: row.sign_serial,
      status: row.status,
      applicationId: row.application_id,
      applicationNumber: row.application_number,
      detail: row.refusal?.detail ?? null,
      next: row.refusal?.next ?? null,
    })),
  };
}
