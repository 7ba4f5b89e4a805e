/** Applications (业务单): the life of an order from draft to delivery, its queues, and the catalogue it is opened from. */
import type { ApplicationView } from '@yinxin/contract';
import type { Database, Deps, Room } from '../platform/index.ts';
import { type CatalogueStore, catalogueStore } from './catalogue/catalogue.ts';
import { lookUps, ordersOfOrganisation, payables } from './neighbours.ts';
import { applicantRoutes } from './routes/applicant.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { consoleRoutes } from './routes/console.ts';
import { editorRoutes } from './routes/editor.ts';
import { queueRoutes } from './routes/queues.ts';
import { ownOrder, present, type RoomDeps } from './routes/room.ts';
import { sealScanRoutes } from './routes/seal-scans.ts';
import { type Applications, applications } from './service.ts';
import type { SigningPorts } from './signing/ports.ts';
import { signingRoutes } from './signing/routes.ts';
import { histories } from './store/history.ts';
import { applicationIndexes, applicationMigrations } from './store/migrations.ts';
import { forgetPersons, personIndex } from './store/persons.ts';
import { runTimers } from './timers.ts';
import type { ApplicationsWiring, HoldingsForApplications } from './wiring.ts';

export type { Offer } from './catalogue/catalogue.ts';
export { houseValues } from './catalogue/print.ts';
export type { Command, InternalCommand } from './engine/commands.ts';
export type { Actor, ApplicationEvent, EventType } from './engine/events.ts';
export type { ApplicationState, CertificateMade } from './engine/state.ts';
export { QUEUES, type QueueCode } from './engine/waiting.ts';
export type { AffectedOrder, MoneyNews } from './neighbours.ts';
export { type Applications, type Asked, SYSTEM } from './service.ts';
export { holdTracking } from './store/tracking.ts';
export type {
  ApplicationsWiring,
  Change,
  HeldFacts,
  HoldingsForApplications,
  OrganisationFacts,
} from './wiring.ts';

/** Locks and reminders are looked at this often. */
const TIMERS_EVERY_SECONDS = 60;
/** Orders of one transaction when many are written again. */
const PORTION = 500;

/** What other rooms ask of this one. */
export interface ApplicationsService extends Applications {
  /** For the directory: orders that a name correction makes void. */
  readonly orders: ReturnType<typeof ordersOfOrganisation>;
  /** For money: what is to be paid, and news of payments. */
  readonly money: ReturnType<typeof payables>;
  /** For media: the order behind a parcel. */
  readonly lookUps: ReturnType<typeof lookUps>;
  /** The organisation's own view of an order; throws ORDER_NOT_FOUND. */
  present(db: Database, id: string, organisationId: string): Promise<ApplicationView>;
  /** Programmes with the texts in force, and the forms in force. */
  readonly catalogue: Pick<CatalogueStore, 'current' | 'rulesOf'>;
}

/** A house without a room of holdings knows of none. */
const noHoldings: HoldingsForApplications = { held: async () => undefined, living: async () => [] };

/** A house without a room of issuance knows no certificate. */
const noSigning: SigningPorts = {
  certificate: async () => undefined,
  trust: async () => ({ anchors: [], intermediates: [] }),
  origins: () => [],
};

interface Opened {
  readonly room: RoomDeps;
  readonly service: ApplicationsService;
}

/** The room, wired to audit, notices, the directory and whoever follows events. */
export function applicationsRoom(wiring: ApplicationsWiring): Room & { service(deps: Deps): ApplicationsService } {
  const opened = new WeakMap<Deps, Opened>();
  const open = (deps: Deps): Opened => {
    const known = opened.get(deps);
    if (known) return known;
    const catalogue = catalogueStore();
    const store = histories(deps.sealing);
    const audit = wiring.audit(deps);
    const onChange = wiring.onChange?.(deps) ?? (async () => {});
    const lives = applications({
      clock: deps.clock,
      sealing: deps.sealing,
      catalogue,
      histories: store,
      audit,
      notices: wiring.notices(deps),
      organisation: wiring.organisation(deps),
      branch: wiring.branch?.(deps) ?? (async () => undefined),
      packageOf: wiring.packageOf?.(deps) ?? (async () => undefined),
      onChange,
      holdings: wiring.holdings?.(deps) ?? noHoldings,
      arrears: wiring.arrears?.(deps) ?? (async () => false),
      defaultAddress: wiring.defaultAddress?.(deps) ?? (async () => undefined),
      invoiceKinds: wiring.invoiceKinds?.(deps) ?? (async () => undefined),
    });
    const registerName = wiring.registerName?.(deps) ?? (async () => null);
    const organisationsNamed = wiring.organisationsNamed?.(deps) ?? (async () => []);
    const { db, clock, files } = deps;
    const room: RoomDeps = {
      db,
      clock,
      files,
      applications: lives,
      catalogue,
      histories: store,
      audit,
      signedInWith: wiring.signedInWith?.(deps) ?? (async () => null),
      organisationsNamed,
      registerName,
    };
    const service: ApplicationsService = {
      ...lives,
      catalogue,
      orders: ordersOfOrganisation(lives, store),
      money: payables(lives),
      lookUps: lookUps(store),
      present: async (handle, id, organisationId) => {
        const actor = { kind: 'applicant', id: organisationId, organisationId, name: '' } as const;
        return await present(room, handle, await ownOrder(room, handle, id, actor), actor);
      },
    };
    const made = { room, service };
    opened.set(deps, made);
    return made;
  };
  return {
    name: 'applications',
    migrations: applicationMigrations,
    indexes: [...applicationIndexes, personIndex],
    service: (deps) => open(deps).service,
    register(app, deps) {
      const { room } = open(deps);
      catalogueRoutes(app, room);
      editorRoutes(app, room);
      calendarRoutes(app, room);
      applicantRoutes(app, room);
      consoleRoutes(app, room);
      queueRoutes(app, room);
      sealScanRoutes(app, room);
      signingRoutes(app, room, wiring.signing?.(deps, () => app.server.address()) ?? noSigning);
    },
    async start(deps) {
      const { room } = open(deps);
      await room.catalogue.seed(deps.db, deps.clock.now());
      await room.catalogue.current(deps.db);
      deps.jobs.every('applications.forget-persons', TIMERS_EVERY_SECONDS, async () => {
        while ((await forgetPersons(deps.db, PORTION)) > 0);
      });
      deps.jobs.every('applications.timers', TIMERS_EVERY_SECONDS, () => runTimers(room));
    },
    commands: {
      rebuild: async (deps, report) => {
        await open(deps).service.rebuild(deps.db, report);
      },
    },
  };
}
