/** Search (查询): one box of the console over orders, organisations and certificates; keeps the names it searches by. */
import type { Deps, Room } from '../platform/index.ts';
import { searchMigrations } from './migrations.ts';
import { takeIn } from './names.ts';
import type { SearchPorts } from './ports.ts';
import { searchRoutes } from './routes.ts';

export { organisationsNamed } from './find.ts';
export { takeIn } from './names.ts';
export type { SearchPorts } from './ports.ts';

/** Names an installation had before this room, and those written in bulk, are taken in beside running work. */
const EVERY_SECONDS = 5;
const PORTION = 1000;
const PORTIONS = 20;

/** The room. */
export function searchRoom(wiring: { ports(deps: Deps): SearchPorts }): Room {
  return {
    name: 'search',
    migrations: searchMigrations,
    register: (app, deps) => searchRoutes(app, deps, wiring.ports(deps)),
    start(deps) {
      const ports = wiring.ports(deps);
      deps.jobs.every('search.names', EVERY_SECONDS, async () => {
        for (let i = 0; i < PORTIONS; i++) if ((await takeIn(deps.db, ports.names, PORTION)) < PORTION) return;
      });
    },
  };
}
