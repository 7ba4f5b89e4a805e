import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Database } from '../platform/index.ts';
import { problem } from './problems.ts';
import type { AccessTables } from './tables.ts';

/** How long a challenge waits for its answer. */
export const CHALLENGE_MINUTES = 5;

/** A challenge as the page gets it. */
export interface Challenge {
  readonly id: string;
  readonly nonce: Uint8Array;
  readonly expiresAt: Date;
}

/** Challenges 挑战: 32 random bytes, one answer, five minutes. */
export interface Challenges {
  give(): Promise<Challenge>;
  /**
   * Takes the challenge out of use and answers its nonce: also a wrong answer uses it up, so it is taken outside any
   * transaction. Throws CHALLENGE_GONE.
   */
  take(id: string): Promise<Uint8Array>;
  sweep(): Promise<void>;
}

export function challenges(db: Database, clock: Clock): Challenges {
  const tables = db.withTables<AccessTables>();
  return {
    async give() {
      const now = clock.now();
      const one = {
        // Random throughout: who knows the nonce must not guess the id.
        id: randomUUID(),
        nonce: randomBytes(32),
        created_at: now,
        expires_at: new Date(now.getTime() + CHALLENGE_MINUTES * 60_000),
        used_at: null,
      };
      await tables.insertInto('certificate_challenge').values(one).execute();
      return { id: one.id, nonce: new Uint8Array(one.nonce), expiresAt: one.expires_at };
    },
    async take(id) {
      const now = clock.now();
      const row = await tables
        .updateTable('certificate_challenge')
        .set({ used_at: now })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('nonce')
        .executeTakeFirst();
      if (!row) throw problem('CHALLENGE_GONE', { params: { minutes: CHALLENGE_MINUTES } });
      return new Uint8Array(row.nonce);
    },
    async sweep() {
      const before = new Date(clock.now().getTime() - 60_000);
      await tables.deleteFrom('certificate_challenge').where('expires_at', '<', before).execute();
    },
  };
}
