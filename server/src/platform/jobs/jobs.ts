import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { fromKysely, type Job, type JobResult, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, Tx } from '../database/index.ts';
import { problem } from '../problems/index.ts';

/** A job that has failed for good, for the eyes of operators. */
export interface DeadJob {
  readonly id: string;
  readonly queue: string;
  readonly data: unknown;
  readonly failedAt: Date;
  readonly reason: string;
}

export interface QueueOptions {
  /** Tries after the first. Default 8 (with backoff from 5 s to 15 min: about an hour). */
  readonly retries?: number;
  /** A try that takes longer counts as failed and is repeated. Default 300 s. */
  readonly timeoutSeconds?: number;
  /** Jobs of this queue at the same time in this process. Default 2. */
  readonly concurrency?: number;
}

export interface EnqueueOptions {
  /** Not before this many seconds of real time. What waits for a date belongs to `every` and the domain's own clock instead. */
  readonly delaySeconds?: number;
}

/** Effects outside the database: written first (in the transaction of their cause), done afterwards, safe to repeat. */
export interface Jobs {
  /**
   * Declares a queue and its handler; call in a room's `start`. The handler may run twice for one job (a crash after the
   * effect): it must look at what is stored first. Throwing means "try again later"; `isLastTry`: there is no later.
   */
  work(
    queue: string,
    handle: (data: unknown, job: { readonly id: string; readonly isLastTry: boolean }) => Promise<void>,
    options?: QueueOptions,
  ): Promise<void>;
  /** Writes a job in the caller's transaction: it exists if and only if the transaction commits. */
  enqueue(tx: Tx, queue: string, data: object, options?: EnqueueOptions): Promise<void>;
  /**
   * Calls `run` every `seconds` of real time in one process at a time, and at once when the sandbox clock was moved:
   * for what becomes due by date. `run` asks the clock what is due.
   */
  every(name: string, seconds: number, run: () => Promise<void>): void;
  /** Runs everything given to `every` now, one after the other (tests, moved clock). */
  runDue(): Promise<void>;
  /** Resolves when no job is waiting or running (tests, sandbox). Throws after `timeoutMs`. Jobs waiting for a retry do not count. */
  idle(timeoutMs?: number): Promise<void>;
  /** Jobs that failed for good, newest first. */
  dead(limit?: number): Promise<readonly DeadJob[]>;
  /** Puts a dead job back into its queue, in the caller's transaction; answers the queue. Throws NOT_FOUND. */
  revive(tx: Tx, id: string): Promise<string>;
  /** Begins to work (rooms have declared their queues before). */
  start(): Promise<void>;
  /** Lets running handlers finish (up to 20 s), then stops. */
  stop(): Promise<void>;
}

/** With their backoff about an hour. */
const RETRIES = 8;
/** Workers of a queue in one process. */
const MOST_WORKERS = 2;
const deadQueue = 'dead';
const year = 365 * 86_400;
/** Advisory lock held shared by every working process: whoever gets it alone knows that no other process works. */
export const WORKERS_LOCK = 7_305_601;

type DeadRow = { id: string; source: string | null; data: unknown; created: Date; message: string | null };

interface Due {
  readonly name: string;
  readonly seconds: number;
  readonly run: () => Promise<void>;
}

/** Jobs in the database behind `url`, written through `db`. Call `start` before the first `enqueue`. */
export function jobs(url: string, db: Database, log: Logger): Jobs {
  const boss = new PgBoss({
    connectionString: url,
    max: 6,
    useListenNotify: true,
    schedule: false,
    application_name: 'yinxin-jobs',
  });
  boss.on('error', (error) => log.error({ err: error }, 'jobs'));
  const queues = new Map<string, Promise<void>>();
  const due: Due[] = [];
  const timers: NodeJS.Timeout[] = [];
  const running = new Set<Promise<void>>();
  let presence: pg.Client | undefined;
  let open = false;
  let isStopped = false;

  const declare = (queue: string, options: QueueOptions = {}) => {
    const known = queues.get(queue);
    if (known !== undefined) return known;
    const made = boss.createQueue(queue, {
      notify: true,
      retryLimit: options.retries ?? RETRIES,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 900,
      expireInSeconds: options.timeoutSeconds ?? 300,
      heartbeatSeconds: 30,
      retentionSeconds: year,
      deadLetter: deadQueue,
    });
    made.catch(() => queues.delete(queue));
    queues.set(queue, made);
    return made;
  };

  const runOne = async ({ name, run }: Due): Promise<void> => {
    try {
      await db.transaction().execute(async (tx) => {
        // Without parameters, so that no open cursor keeps a snapshot that an index built by the work would wait for.
        const { rows } = await sql<{
          got: boolean;
        }>`select pg_try_advisory_xact_lock(hashtextextended(${sql.lit(name)}, 0)) as got`.execute(tx);
        if (rows[0]?.got) await run();
      });
    } catch (error) {
      log.error({ err: error, name }, 'what runs regularly failed; it runs again next time');
    }
  };
  const tracked = (one: Due) => {
    const work = runOne(one).finally(() => running.delete(work));
    running.add(work);
    return work;
  };

  return {
    async work(queue, handle, options = {}) {
      await declare(queue, options);
      const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 10 };
      const { concurrency = 2, retries = RETRIES } = options;
      // Every new job wakes every worker, and each looks into the queue: few workers that take several jobs at once.
      const workers = Math.min(concurrency, MOST_WORKERS);
      const batchSize = Math.ceil(concurrency / workers);
      const settings = { ...polling, batchSize, perJobResults: true } as const;
      for (let i = 0; i < workers; i++) {
        let worker: string | undefined;
        worker = await boss.work(queue, settings, (batch: Job[]) => {
          // Where as many were as it can take there may be more: look again at once instead of at the next poll.
          if (worker !== undefined && batch.length === batchSize) boss.notifyWorker(worker);
          return Promise.all(
            batch.map(async (job): Promise<JobResult> => {
              try {
                await handle(job.data, { id: job.id, isLastTry: job.retryCount >= retries });
                return { id: job.id, status: 'completed' };
              } catch (error) {
                log.warn({ err: error, queue, job: job.id, tries: job.retryCount + 1 }, 'job failed');
                const message = error instanceof Error ? error.message : String(error);
                return { id: job.id, status: 'failed', output: { message } };
              }
            }),
          );
        });
      }
    },
    async enqueue(tx, queue, data, options = {}) {
      await declare(queue);
      await boss.send(queue, data, {
        db: fromKysely(tx),
        ...(options.delaySeconds === undefined ? {} : { startAfter: options.delaySeconds }),
      });
    },
    every(name, seconds, run) {
      const one = { name, seconds, run };
      due.push(one);
      if (open) timers.push(setInterval(() => void tracked(one), seconds * 1000).unref());
    },
    async runDue() {
      for (const one of due) if (!isStopped) await tracked(one);
    },
    async idle(timeoutMs = 10_000) {
      const end = performance.now() + timeoutMs;
      for (;;) {
        const { rows } = await sql<{ busy: number }>`select count(*)::int as busy from pgboss.job
          where name <> ${deadQueue} and (state = 'active' or (state = 'created' and start_after <= now()))`.execute(
          db,
        );
        if ((rows[0]?.busy ?? 0) === 0) return;
        if (performance.now() > end) throw new Error(`jobs still busy after ${timeoutMs} ms`);
        await sleep(10);
      }
    },
    async dead(limit = 100) {
      const { rows } =
        await sql<DeadRow>`select id, source_name as source, data, created_on as created, source_output->>'message' as message
        from pgboss.job where name = ${deadQueue} and state = 'created' order by created_on desc limit ${limit}`.execute(
          db,
        );
      return rows.map((row) => ({
        id: row.id,
        queue: row.source ?? '',
        data: row.data,
        failedAt: row.created,
        reason: (row.message ?? '').slice(0, 500),
      }));
    },
    async revive(tx, id) {
      const { rows } =
        await sql<DeadRow>`select id, source_name as source, data, created_on as created, source_output->>'message' as message
        from pgboss.job where name = ${deadQueue} and id = ${id} and state = 'created' for update`.execute(tx);
      const row = rows[0];
      if (!row?.source || typeof row.data !== 'object') throw problem('NOT_FOUND');
      await boss.send(row.source, row.data, { db: fromKysely(tx) });
      await boss.deleteJob(deadQueue, id, { db: fromKysely(tx) });
      return row.source;
    },
    async start() {
      await boss.start();
      await boss.createQueue(deadQueue, { retentionSeconds: year });
      presence = await announce(url, log);
      open = true;
      for (const one of due) timers.push(setInterval(() => void tracked(one), one.seconds * 1000).unref());
    },
    async stop() {
      open = false;
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
      await boss.stop({ graceful: true, timeout: 20_000 });
      await presence?.end();
    },
  };
}

/**
 * Joins the working processes. When there was none, jobs still marked active belong to a process that was killed: they are
 * made ready at once instead of after their heartbeat.
 */
async function announce(url: string, log: Logger): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'yinxin-presence', keepAlive: true });
  client.on('error', (error) => log.warn({ err: error }, 'presence of this process in the database lost'));
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [WORKERS_LOCK]);
  if (rows[0]?.alone) {
    const left = await client.query(
      `update pgboss.job set state = 'retry', start_after = now(), started_on = null where state = 'active' and name <> $1`,
      [deadQueue],
    );
    if (left.rowCount) log.info({ jobs: left.rowCount }, 'taking up jobs of a process that was killed');
  }
  await client.query('select pg_advisory_lock_shared($1)', [WORKERS_LOCK]);
  if (rows[0]?.alone) await client.query('select pg_advisory_unlock($1)', [WORKERS_LOCK]);
  return client;
}

/** Installs pg-boss's own tables (schema `pgboss`) when there are none; a newer version of them comes with `start`. */
export async function installJobs(url: string, db?: Database): Promise<void> {
  if (db) {
    const { rows } = await sql<{ there: boolean }>`select to_regclass('pgboss.version') is not null as there`.execute(
      db,
    );
    if (rows[0]?.there) return;
  }
  const boss = new PgBoss({ connectionString: url, max: 2, schedule: false, supervise: false });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(deadQueue, { retentionSeconds: year });
  await boss.stop({ graceful: false });
}
