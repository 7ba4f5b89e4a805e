import { sql } from 'kysely';
import { type Database, Kept, type Problem, type Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { type GuardedStep, MOST_TRIES } from './rules.ts';
import type { SelfTables } from './tables.ts';

/** Wrong tries of a step so far. */
export async function triesOf(db: Database, applicationId: string, step: GuardedStep): Promise<number> {
  const row = await db
    .withTables<SelfTables>()
    .selectFrom('self_tries')
    .select('tries')
    .where('application_id', '=', applicationId)
    .where('step', '=', step)
    .executeTakeFirst();
  return row?.tries ?? 0;
}

/**
 * Throws SELF_TRIES_LOCKED. The order's lock is held, so that tries at the same time are counted one after another. What the
 * step writes from here on, a wrong try undoes.
 */
export async function refuseLocked(tx: Tx, applicationId: string, step: GuardedStep): Promise<void> {
  if ((await triesOf(tx, applicationId, step)) >= MOST_TRIES) {
    throw refuse('SELF_TRIES_LOCKED', { params: { most: MOST_TRIES } });
  }
  await sql`savepoint guarded_step`.execute(tx);
}

/**
 * Counts a wrong try and refuses: the command leaves nothing but the count, which is committed in its own transaction, under
 * the order's lock. Nobody who holds a connection waits for a second.
 */
export async function refuseWrong(
  tx: Tx,
  applicationId: string,
  step: GuardedStep,
  refusal: (left: number) => Problem,
): Promise<never> {
  await sql`rollback to savepoint guarded_step`.execute(tx);
  const { tries } = await tx
    .withTables<SelfTables>()
    .insertInto('self_tries')
    .values({ application_id: applicationId, step, tries: 1 })
    .onConflict((c) => c.columns(['application_id', 'step']).doUpdateSet({ tries: sql<number>`self_tries.tries + 1` }))
    .returning('tries')
    .executeTakeFirstOrThrow();
  throw new Kept(refusal(Math.max(0, MOST_TRIES - tries)));
}

/** Forgets the wrong tries of a step: it succeeded, or staff opened it again. */
export async function forgetTries(tx: Tx, applicationId: string, step: GuardedStep): Promise<void> {
  await tx
    .withTables<SelfTables>()
    .deleteFrom('self_tries')
    .where('application_id', '=', applicationId)
    .where('step', '=', step)
    .execute();
}
