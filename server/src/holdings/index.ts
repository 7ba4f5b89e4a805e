/** Holdings (持有证书): what an organisation holds, as things with a life: certificates, their media, seals, bindings. */
import { LIVE_CERTIFICATE } from '@yinxin/life';
import type { Database, Deps, Room, Tx } from '../platform/index.ts';
import { liveHoldings, type SubjectFacts, subjectFacts } from './facts.ts';
import { fillPortion, refill } from './fill.ts';
import { follow, type OrderNews } from './follow.ts';
import { migrations } from './migrations.ts';
import type { HoldingTools } from './moves.ts';
import { forgetPersons, personIndex } from './persons.ts';
import type { HoldingPorts, SealFacts } from './ports.ts';
import { registerHoldings } from './routes.ts';
import { expireHoldings, followStatus, mayAskStatus, type StatusNews } from './status.ts';
import * as store from './store.ts';
import type { HoldingRow } from './tables.ts';

export { consequencesOf } from './consequences.ts';
export type { SubjectFacts } from './facts.ts';
export type { MadeCertificate, OrderEvent, OrderNews } from './follow.ts';
export { type NextFacts, type NextStep, nextOf, renewableFrom } from './next.ts';
export type {
  BindingFacts,
  HoldingPorts,
  OfferedBusiness,
  Offers,
  OldCertificate,
  OpenOrder,
  OrderFacts,
  SealFacts,
} from './ports.ts';
export type { StatusNews } from './status.ts';
export type { HoldingBusiness } from './tables.ts';

/** What is over by date is looked at this often. */
const EXPIRY_EVERY_SECONDS = 300;
/** Pairs from before this room existed are filled in this often, a portion at a time, until there are none. */
const FILL_EVERY_SECONDS = 5;
/** Pairs of one transaction when many are written again. */
const PORTION = 500;

/** What other rooms ask of this one. */
export interface Holdings {
  /** An event of an order, in its transaction. Throws HOLDING_BUSY when a second business is opened on one pair. */
  follow(tx: Tx, news: OrderNews): Promise<void>;
  /** Before a change of status is asked for. Throws LIFE_MOVE_NOT_OFFERED where the operator took it away. */
  mayAskStatus(tx: Tx, asked: Pick<StatusNews, 'act' | 'serials'>): Promise<void>;
  /** A change of status of certificates, in its transaction. Throws LIFE_MOVE_NOT_OFFERED. */
  statusChanged(tx: Tx, news: StatusNews): Promise<void>;
  /** What the rules of a business need to know about the pair it is about; undefined when there is none. */
  subjectFacts(db: Database, holdingId: string): Promise<SubjectFacts | undefined>;
  /** Every living pair of an organisation. */
  liveHoldings(db: Database, organisationId: string): Promise<readonly SubjectFacts[]>;
  /** The pair a certificate belongs to, by its serial in upper-case hexadecimal. */
  bySerial(db: Database, serial: string): Promise<SubjectFacts | undefined>;
  /** The living pair on a medium. */
  byMedium(db: Database, mediumSerial: string): Promise<SubjectFacts | undefined>;
  /** Pairs by the serial of their medium or of either certificate, the newest first. */
  find(db: Database, serials: readonly string[], limit: number): Promise<readonly HoldingRow[]>;
  /** What hangs on certificates, for whoever is about to change their status: the pair, seals that work, bindings. */
  attached(
    db: Database,
    serials: readonly string[],
  ): Promise<{ readonly holding: string | null; readonly seals: number; readonly bindings: number }>;
  /** Marks what is over as expired; answers how many. Safe to run twice. */
  expire(db: Database): Promise<number>;
}

/** The room. `service(deps)` is what other rooms call. */
export function holdingsRoom(wiring: { ports(deps: Deps): HoldingPorts }): Room & { service(deps: Deps): Holdings } {
  const toolsOf = (deps: Deps): HoldingTools => ({ clock: deps.clock, ports: wiring.ports(deps) });
  return {
    name: 'holdings',
    migrations,
    indexes: [personIndex],
    service(deps) {
      const tools = toolsOf(deps);
      const { ports } = tools;
      return {
        follow: (tx, news) => follow(tools, tx, news),
        mayAskStatus: (tx, asked) => mayAskStatus(tools, tx, asked),
        statusChanged: (tx, news) => followStatus(tools, tx, news),
        subjectFacts: (db, id) => subjectFacts(ports, db, id),
        liveHoldings: (db, organisationId) => liveHoldings(ports, db, organisationId),
        async bySerial(db, serial) {
          const id = await store.idBySerial(db, serial);
          return id === undefined ? undefined : await subjectFacts(ports, db, id);
        },
        async byMedium(db, mediumSerial) {
          const id = await store.idByMedium(db, mediumSerial, LIVE_CERTIFICATE);
          return id === undefined ? undefined : await subjectFacts(ports, db, id);
        },
        find: store.findBySerial,
        async attached(db, serials) {
          const ids = await store.idsBySerials(db, serials);
          if (ids.length === 0) return { holding: null, seals: 0, bindings: 0 };
          const working = ({ status }: SealFacts) => status !== 'stopped' && status !== 'changed';
          const seals = (await ports.seals?.(db, ids)) ?? [];
          const bindings = (await ports.bindings?.(db, ids)) ?? [];
          return { holding: ids[0] ?? null, seals: seals.filter(working).length, bindings: bindings.length };
        },
        expire: (db) => expireHoldings(tools, db),
      };
    },
    register(app, deps) {
      registerHoldings(app, toolsOf(deps));
    },
    start(deps) {
      const tools = toolsOf(deps);
      deps.jobs.every('holdings.expiry', EXPIRY_EVERY_SECONDS, async () => {
        await expireHoldings(tools, deps.db);
      });
      deps.jobs.every('holdings.forget-persons', EXPIRY_EVERY_SECONDS, async () => {
        while ((await forgetPersons(deps.db, PORTION)) > 0);
      });
      deps.jobs.every('holdings.fill', FILL_EVERY_SECONDS, async () => {
        await fillPortion(tools, deps.db);
      });
    },
    commands: {
      rebuild: (deps, report) => refill(toolsOf(deps), deps.db, report),
    },
  };
}
