/** Renewal (续期): reminders before and after expiry, and when each certificate should be renewed. */
import { renewal } from '@yinxin/contract';
import { type Database, type Deps, problem, type Room, registerEndpoint } from '../platform/index.ts';
import { campaignRoutes } from './campaign/routes.ts';
import { adviceFor } from './campaign/store.ts';
import { QUEUE, workBatch } from './group/batch.ts';
import { groupRoutes } from './group/routes.ts';
import { renewalInfo } from './info.ts';
import { migrations } from './migrations.ts';
import type { RenewalPorts } from './ports.ts';
import { type RemindTools, remind } from './remind.ts';
import { spreadDay, spreadDays } from './spread.ts';
import { countOf, hasSuccessor } from './store.ts';
import { renewalTerms } from './terms.ts';

export type { AskedRenewal, RenewalPorts } from './ports.ts';
export { type RenewalTerms, renewalTerms } from './terms.ts';

const EVERY_SECONDS = 60;
/** Eight open hours at this pace are 96,000 reminders a day in one process. */
const MOST_AT_ONCE = 200;

export interface Renewal {
  /** Reminds who is due, at most `limit`; answers how many. Safe to run twice and in several processes. */
  remind(db: Database, limit?: number): Promise<number>;
}

/** The room. `service(deps)` is what other rooms call. */
export function renewalRoom(wiring: { ports(deps: Deps): RenewalPorts }): Room & { service(deps: Deps): Renewal } {
  const service = (deps: Deps): Renewal => {
    const tools: RemindTools = { clock: deps.clock, log: deps.log, ports: wiring.ports(deps) };
    return { remind: (db, limit = MOST_AT_ONCE) => remind(tools, db, limit) };
  };
  return {
    name: 'renewal',
    migrations,
    service,
    register(app, deps) {
      const ports = wiring.ports(deps);
      registerEndpoint(app, renewal.info, async ({ db, params }) => {
        const pair = await ports.held(db, params.serial.replaceAll(':', '').toUpperCase());
        if (!pair) throw problem('NOT_FOUND');
        const programme = (await ports.programmes(db)).find(({ code }) => code === pair.programme);
        const terms = programme ? renewalTerms(programme, pair.project) : null;
        const isReplaced = await hasSuccessor(db, pair.id);
        const from = await adviceFor(db, new Date(pair.notAfter));
        const rule = programme?.reminders.spread;
        const many = from && rule ? await countOf(db, pair.programme, new Date(pair.notAfter)) : 0;
        const advised = from && { from, day: rule ? spreadDay(pair.id, spreadDays(rule, many)) : 0 };
        return renewalInfo({ ...pair, isReplaced }, terms, deps.clock.now(), advised);
      });
      groupRoutes(app, { ...deps, ports });
      campaignRoutes(app, { clock: deps.clock, ports });
    },
    async start(deps) {
      const { remind: run } = service(deps);
      const ports = wiring.ports(deps);
      await deps.jobs.work(QUEUE, (data, job) => workBatch({ ...deps, ports }, data, job));
      deps.jobs.every('renewal.reminders', EVERY_SECONDS, async () => {
        await run(deps.db);
      });
    },
  };
}
