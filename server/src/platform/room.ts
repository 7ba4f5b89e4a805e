import type { FastifyInstance } from 'fastify';
import type { Migrations } from './database/index.ts';
import type { Deps } from './deps.ts';

/** A capability of the server (directory, applications, issuance …). Listed in `server/src/rooms.ts`. */
export interface Room {
  readonly name: string;
  /** Only in the sandbox: not migrated, registered or started in production. */
  readonly sandboxOnly?: true;
  /** Names sort over all rooms: `010-directory-accounts`. */
  readonly migrations: Migrations;
  /** Registers the room's endpoints with `registerEndpoint(app, endpoint, handler)`. */
  register(app: FastifyInstance, deps: Deps): void | Promise<void>;
  /** Declares job handlers (`deps.jobs.work`) and what runs regularly (`deps.jobs.every`); before the first request. */
  start?(deps: Deps): void | Promise<void>;
}
