import type { Database } from '../platform/index.ts';
import { type Clock, transaction } from '../platform/index.ts';
import { type Applications, SYSTEM } from './service.ts';
import { dueReminders, expiredLocks } from './store/queries.ts';

/** Lets locks that ran out go, and reminds of papers that have waited long (JX-42). Safe to run at any time, twice too. */
export async function runTimers(deps: { db: Database; clock: Clock; applications: Applications }): Promise<void> {
  const { db, clock, applications } = deps;
  const now = clock.now();
  for (const id of await expiredLocks(db, now)) {
    await transaction(db, (tx) => applications.execute(tx, id, { type: 'expire-lock' }, SYSTEM));
  }
  for (const id of await dueReminders(db, now)) {
    await transaction(db, (tx) => applications.execute(tx, id, { type: 'remind-papers' }, SYSTEM));
  }
}
