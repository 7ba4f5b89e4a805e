import { clockMigrations } from './clock/index.ts';
import { type Migrations, mergeMigrations } from './database/index.ts';
import { fileMigrations } from './files/index.ts';
import { idempotencyMigrations } from './idempotency/index.ts';
import { installationMigrations } from './installation.ts';
import { rateLimitMigrations } from './rate-limits/index.ts';
import type { Room } from './room.ts';
import { sessionMigrations } from './sessions/index.ts';

const platform = {
  name: 'platform',
  migrations: {
    ...clockMigrations,
    ...fileMigrations,
    ...idempotencyMigrations,
    ...installationMigrations,
    ...rateLimitMigrations,
    ...sessionMigrations,
  },
};

/** The platform's and the rooms' migrations in one. */
export function allMigrations(rooms: readonly Room[]): Migrations {
  return mergeMigrations([platform, ...rooms]);
}
