import type { Role } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { LateIndex, Migrations } from './database/index.ts';
import type { Deps } from './deps.ts';

/** A member of staff as the command line enters one. */
export interface NewStaff {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What the command line may ask of a room. */
export interface RoomCommands {
  /** `yinxin staff add`: answers the one-time password, to be changed at the first sign-in. Throws a Problem (user name taken). */
  addStaff?(deps: Deps, staff: NewStaff): Promise<{ readonly oneTimePassword: string }>;
  /** `yinxin rebuild`: makes the room's projections anew from its events; `report` gets a line now and then. */
  rebuild?(deps: Deps, report: (line: string) => void): Promise<void>;
}

/** A capability of the server (directory, applications, issuance …). Listed in `server/src/rooms.ts`. */
export interface Room {
  readonly name: string;
  /** Only in the sandbox: not migrated, registered or started in production. */
  readonly sandboxOnly?: true;
  /** Names sort over all rooms: `010-directory-accounts`. */
  readonly migrations: Migrations;
  /** Indexes that large installations build while they work; migrations make them where tables are small. */
  readonly indexes?: readonly LateIndex[];
  /** Registers the room's endpoints with `registerEndpoint(app, endpoint, handler)`. */
  register(app: FastifyInstance, deps: Deps): void | Promise<void>;
  /** Declares job handlers (`deps.jobs.work`) and what runs regularly (`deps.jobs.every`); before the first request. */
  start?(deps: Deps): void | Promise<void>;
  /** What the command line may ask of the room. */
  readonly commands?: RoomCommands;
}
