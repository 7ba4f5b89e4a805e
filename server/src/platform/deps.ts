import type { Logger } from 'pino';
import type { Clock } from './clock/index.ts';
import type { Config } from './config/index.ts';
import type { Sealing } from './crypto-at-rest/index.ts';
import type { Database } from './database/index.ts';
import type { FileStore } from './files/index.ts';
import type { Jobs } from './jobs/index.ts';
import type { RateLimits } from './rate-limits/index.ts';
import type { Sessions } from './sessions/index.ts';

/** What the platform gives every room. Made once per process by `openPlatform`; tests make their own. */
export interface Deps {
  readonly config: Config;
  /** The pool. Inside a handler use `call.db`, which is the transaction of an idempotent command. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Personal data at rest. */
  readonly sealing: Sealing;
  /** Uploaded and generated files. */
  readonly files: FileStore;
  /** Effects outside the database. */
  readonly jobs: Jobs;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
}
