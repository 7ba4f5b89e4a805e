import { randomBytes } from 'node:crypto';
import type { Clock, Database, Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { type ChallengePurpose, NONCE_MS } from './rules.ts';
import type { SelfTables } from './tables.ts';

/** A nonce for a medium to sign. Several may live side by side, so that two tabs do not disturb each other. */
export async function newNonce(
  db: Database,
  clock: Clock,
  applicationId: string,
  purpose: ChallengePurpose,
): Promise<Uint8Array> {
  const nonce = randomBytes(32);
  const until = new Date(clock.now().getTime() + NONCE_MS);
  await db
    .withTables<SelfTables>()
    .insertInto('self_nonce')
    .values({ nonce, application_id: applicationId, purpose, until })
    .execute();
  return new Uint8Array(nonce);
}

/** Uses a nonce up, with the caller's transaction. Throws CONFIRMATION_NONCE_WRONG. */
export async function useNonce(
  tx: Tx,
  clock: Clock,
  applicationId: string,
  purpose: ChallengePurpose,
  nonce: Uint8Array,
  field = 'body.nonce',
): Promise<void> {
  const used = await tx
    .withTables<SelfTables>()
    .deleteFrom('self_nonce')
    .where('nonce', '=', Buffer.from(nonce))
    .where('application_id', '=', applicationId)
    .where('purpose', '=', purpose)
    .where('until', '>', clock.now())
    .returning('nonce')
    .executeTakeFirst();
  if (!used) throw refuse('CONFIRMATION_NONCE_WRONG', { field });
}

/** Forgets nonces that ran out. */
export async function sweepNonces(db: Database, clock: Clock): Promise<void> {
  await db.withTables<SelfTables>().deleteFrom('self_nonce').where('until', '<', clock.now()).execute();
}
