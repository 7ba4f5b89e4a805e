/** Seals (电子印章): made for an order that asks for one, signed by the seal maker of the house, following their certificate. */
import type { SealMove } from '@yinxin/life';
import { z } from 'zod';
import type { Change } from '../applications/index.ts';
import type { SealFacts } from '../holdings/index.ts';
import { type MadeSeal, ownOrigins } from '../media/index.ts';
import type { Database, Deps, Room, Tx } from '../platform/index.ts';
import { makeSeals } from './make.ts';
import { migrations } from './migrations.ts';
import { followCertificate, orderEnded, removedFrom, type SealTools, sealInstalled } from './moves.ts';
import type { SealPorts } from './ports.ts';
import { sealFacts } from './present.ts';
import { refuse } from './problems.ts';
import { registerSeals } from './routes.ts';
import { isDue, servesSeal } from './rules.ts';
import { byHoldings, ofOrder } from './store.ts';

export { applicationsForSeals } from './orders.ts';
export type { SealHolding, SealOrder, SealPorts } from './ports.ts';

const QUEUE = 'seals.make';
const SealJob = z.object({ applicationId: z.uuid() });
/** Certificates are valid for five years at most: the maker is there before the first seal is asked for. */
const LONGEST_MS = 5 * 366 * 86_400_000;

/** What other rooms ask of this one. */
export interface Seals {
  /** An order changed, in its transaction. */
  follow(tx: Tx, change: Change): Promise<void>;
  /** A pair made a move: its seals follow, each as far as its own life allows. */
  certificateMoved(tx: Tx, holdingId: string, moves: readonly SealMove[]): Promise<void>;
  /** Every seal of these pairs. */
  ofHoldings(db: Database, ids: readonly string[]): Promise<readonly SealFacts[]>;
  /** The seal made for an order, for its medium; undefined while there is none or its certificate is suspended or over. */
  sealFor(tx: Tx, applicationId: string): Promise<MadeSeal | undefined>;
  /** Makes what an order asks for; the job calls it. Safe to repeat, also at once. */
  make(applicationId: string): Promise<void>;
}

/** The room. `service(deps)` is what other rooms call. */
export function sealsRoom(wiring: { ports(deps: Deps): SealPorts }): Room & { service(deps: Deps): Seals } {
  const toolsOf = (deps: Deps): SealTools => ({ db: deps.db, clock: deps.clock, ports: wiring.ports(deps) });
  const service = (deps: Deps): Seals => {
    const tools = toolsOf(deps);
    const { ports } = tools;
    const ask = (tx: Tx, applicationId: string) => deps.jobs.enqueue(tx, QUEUE, { applicationId });
    return {
      async follow(tx, { state, events }) {
        for (const event of events) {
          switch (event.type) {
            case 'stage-entered':
              if (event.stage === 'seal') await ask(tx, state.id);
              break;
            case 'certificate-made': {
              const order = await ports.orderOf(tx, state);
              if (!order.installs && isDue(order)) await ask(tx, state.id);
              break;
            }
            case 'seal-installed':
              await sealInstalled(tools, tx, event.sealId, state.number);
              break;
            case 'voided':
            case 'cancelled':
            case 'given-up':
              await orderEnded(tools, tx, state.id);
              break;
            default:
              // Nothing else makes or ends a seal; new events that do are added here.
              break;
          }
        }
      },
      certificateMoved: (tx, holdingId, moves) => followCertificate(tools, tx, holdingId, moves),
      ofHoldings: async (db, ids) => (await byHoldings(db, ids)).map(sealFacts),
      async sealFor(tx, applicationId) {
        const row = await ofOrder(tx, applicationId);
        if (row?.status !== 'made' && row?.status !== 'installed') return undefined;
        const holding = await ports.holding(tx, row.holding_id);
        if (!holding || !servesSeal(holding.status)) return undefined;
        // What may not be installed is not handed out.
        const without = await removedFrom(ports, tx, row);
        if (without.includes('install')) throw refuse('SEAL_MOVE_NOT_OFFERED', { params: { name: row.name } });
        return {
          id: row.id,
          name: row.name,
          sort: row.sort,
          notAfter: row.valid_to,
          certificate: row.certificate_digest,
          picture: new Uint8Array(row.picture),
          object: new Uint8Array(row.object),
          replaces: row.replaces,
        };
      },
      make: (applicationId) => makeSeals(tools, applicationId),
    };
  };
  return {
    name: 'seals',
    migrations,
    service,
    register(app, deps) {
      registerSeals(app, { ...toolsOf(deps), origins: () => ownOrigins(deps.config, app.server.address()) });
    },
    async start(deps) {
      const { ports } = toolsOf(deps);
      await deps.jobs.work(QUEUE, async (data) => {
        await service(deps).make(SealJob.parse(data).applicationId);
      });
      // A key that is away stops the making of seals, not the hall.
      await ports.sealMaker(new Date(deps.clock.now().getTime() + LONGEST_MS)).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'there is no seal maker yet; seals wait');
      });
    },
  };
}
