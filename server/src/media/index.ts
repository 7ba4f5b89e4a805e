/** Media (介质): stock of keys and password cards, pairing, production at the desk, parcels of the sandbox. */
import type { MediumState } from '@yinxin/life';
import type { Issuance, StaffActor } from '../issuance/index.ts';
import type { Database, Deps, Room, Tx } from '../platform/index.ts';
import { batchMigrations } from './batches/migrations.ts';
import { registerBatches } from './batches/routes.ts';
import { ownOrigins } from './confirmation.ts';
import { shipped, voided } from './giving-up.ts';
import { revokeStrays } from './issuing.ts';
import { migrations } from './migrations.ts';
import { openParcel, type ParcelContent } from './parcel.ts';
import type { Parcel } from './parcels/parcels.ts';
import { registerParcels } from './parcels/routes.ts';
import type { ProductionTools } from './production.ts';
import { registerProduction, registerStock } from './routes.ts';
import {
  packageOrder,
  postProvided,
  recordPackage,
  registerSelf,
  release,
  type SelfServicePorts,
  type SelfTools,
  selfServiceIndexes,
  selfServiceMigrations,
  stageEntered,
  sweepNonces,
} from './self/index.ts';
import { stockRoomMigrations } from './stock-room/migrations.ts';
import { registerStockRoom } from './stock-room/routes.ts';
import { livingProduction, mediumStates } from './store.ts';
import type { MediaPorts } from './types.ts';

export { applicationsForProduction } from './applications-port.ts';
export { ownOrigins } from './confirmation.ts';
export type { ParcelContent } from './parcel.ts';
export type { ApplicationsForSelfService, MadeSeal, SelfServiceOrder, SelfServicePorts } from './self/index.ts';
export { applicationsForSelfService } from './self/index.ts';
export type { ApplicationsForProduction, MediaPorts } from './types.ts';

export interface MediaWiring {
  issuance(deps: Deps): Issuance;
  ports(deps: Deps): MediaPorts;
  /** Without it holders do nothing with their media here. */
  selfService?(deps: Deps): SelfServicePorts;
}

/** What other rooms may ask of this one. */
export interface Media {
  /** The medium of an application went out; call it in the transaction of the dispatch. */
  shipped(tx: Tx, applicationId: string): Promise<void>;
  /** The order became void: its certificates are revoked and its medium goes out of use; in the transaction of the event. */
  voided(tx: Tx, applicationId: string): Promise<void>;
  /** The order was cancelled or given up: media that did not leave the house are free, its codes work no more. */
  released(tx: Tx, applicationId: string): Promise<void>;
  /** The order came to a stage: codes that travel ahead are sent; in the transaction of the event. */
  stageEntered(tx: Tx, applicationId: string, stage: string): Promise<void>;
  /** States of media by serial; what the stock does not know is absent. */
  states(db: Database, serials: readonly string[]): Promise<ReadonlyMap<string, MediumState>>;
  /** The order that media were posted for with this tracking number. */
  packageOf(db: Database, trackingNumber: string): Promise<string | undefined>;
  /** What whoever receives a parcel holds in hand; for the sandbox only, which has no courier. */
  openParcel(db: Database, trackingNumber: string): Promise<ParcelContent | undefined>;
}

const HOUR = 3600;
const STRAYS_EVERY = 300;

/** The room. `service(deps)` is what other rooms call. */
export function mediaRoom(wiring: MediaWiring): Room & { service(deps: Deps): Media } {
  const withSelf = async (deps: Deps, work: (tools: SelfTools) => Promise<void>): Promise<void> => {
    const tools = selfTools(wiring, deps);
    if (tools) await work(tools);
  };
  return {
    name: 'media',
    migrations: { ...migrations, ...selfServiceMigrations, ...batchMigrations, ...stockRoomMigrations },
    indexes: selfServiceIndexes,
    service: (deps) => ({
      async shipped(tx, applicationId) {
        await shipped({ clock: deps.clock, ports: wiring.ports(deps) }, tx, applicationId);
        const made = await livingProduction(tx, applicationId);
        if (made?.status !== 'made') return;
        // The card is in the package because the medium was made with one (BJ-01).
        await recordPackage(
          deps,
          tx,
          applicationId,
          { medium: 'made', passwordCard: true },
          { media: [made.medium_serial] },
        );
      },
      async voided(tx, applicationId) {
        const tools = { clock: deps.clock, issuance: wiring.issuance(deps), ports: wiring.ports(deps) };
        await voided(tools, tx, applicationId);
        await withSelf(deps, (tools) => release(tools, tx, applicationId));
      },
      released: (tx, applicationId) => withSelf(deps, (tools) => release(tools, tx, applicationId)),
      stageEntered: (tx, applicationId, stage) =>
        withSelf(deps, (tools) => stageEntered(tools, tx, applicationId, stage)),
      states: mediumStates,
      packageOf: packageOrder,
      openParcel: (db, trackingNumber) => openParcel(deps, wiring.ports(deps), db, trackingNumber),
    }),
    register(app, deps) {
      const { clock, sealing, config } = deps;
      const origins = () => ownOrigins(config, app.server.address());
      const tools: ProductionTools = {
        clock,
        sealing,
        issuance: wiring.issuance(deps),
        ports: wiring.ports(deps),
        origins,
        selfRegistering: config.mode === 'sandbox',
      };
      registerProduction(app, tools);
      registerBatches(app, { clock, ports: tools.ports, authorityName: tools.ports.authorityName });
      registerStock(app, deps, tools);
      registerStockRoom(app, { clock, ports: tools.ports });
      const self = selfTools(wiring, deps, origins);
      if (self) registerSelf(app, self);
      const postBlank = async (tx: Tx, id: string, parcel: Parcel, actor: StaffActor) => {
        if (self) await postProvided(self, tx, id, parcel, actor);
      };
      registerParcels(app, { clock, ports: tools.ports, postBlank, packageOf: packageOrder }, deps.files);
    },
    start(deps) {
      deps.jobs.every('media.forget-nonces', HOUR, () => sweepNonces(deps.db, deps.clock));
      deps.jobs.every('media.revoke-strays', STRAYS_EVERY, () =>
        revokeStrays(deps.db, deps.clock, wiring.issuance(deps)),
      );
    },
  };
}

function selfTools(
  wiring: MediaWiring,
  deps: Deps,
  origins: () => readonly string[] = () => [],
): SelfTools | undefined {
  const { clock, sealing, rateLimits, config } = deps;
  const ports = wiring.selfService?.(deps);
  const selfRegistering = config.mode === 'sandbox';
  return ports && { clock, sealing, rateLimits, issuance: wiring.issuance(deps), ports, origins, selfRegistering };
}
