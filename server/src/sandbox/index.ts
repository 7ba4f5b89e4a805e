/** Sandbox (沙箱): stands for the outside world, so that everything can be tried without it. Absent in production. */
import type { Room } from '../platform/index.ts';
import { knownFromTheStart } from './invent.ts';
import { sandboxMigrations } from './migrations.ts';
import { sandboxRoutes } from './routes.ts';
import { remember } from './store.ts';
import type { SandboxWiring } from './wiring.ts';

export { sandboxRegister } from './store.ts';
export type { ParcelContent, ReceivedMessage, SandboxWiring } from './wiring.ts';

/** The room, wired to notices and media. */
export function sandboxRoom(wiring: SandboxWiring): Room {
  return {
    name: 'sandbox',
    sandboxOnly: true,
    migrations: sandboxMigrations,
    register: (app, deps) => sandboxRoutes(app, deps, wiring),
    start: (deps) => remember(deps.db, knownFromTheStart()),
  };
}
