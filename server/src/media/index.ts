/** Media (介质): stock of keys and password cards, pairing, production at the desk, parcels of the sandbox. */
import type { Issuance } from '../issuance/index.ts';
import type { Database, Deps, Room, Tx } from '../platform/index.ts';
import { ownOrigins } from './confirmation.ts';
import { migrations } from './migrations.ts';
import { openParcel, type ParcelContent } from './parcel.ts';
import { type ProductionTools, shipped, voided } from './production.ts';
import { registerProduction, registerStock } from './routes.ts';
import type { MediaPorts } from './types.ts';

export { applicationsForProduction } from './applications-port.ts';
export { ownOrigins } from './confirmation.ts';
export type { ParcelContent } from './parcel.ts';
export type { ApplicationsForProduction, MediaPorts } from './types.ts';

export interface MediaWiring {
  issuance(deps: Deps): Issuance;
  ports(deps: Deps): MediaPorts;
}

/** What other rooms may ask of this one. */
export interface Media {
  /** The medium of an application went out; call it in the transaction of the dispatch. */
  shipped(tx: Tx, applicationId: string): Promise<void>;
  /** The order became void: its certificates are revoked and its medium goes out of use; in the transaction of the event. */
  voided(tx: Tx, applicationId: string): Promise<void>;
  /** What whoever receives a parcel holds in hand; for the sandbox only, which has no courier. */
  openParcel(db: Database, trackingNumber: string): Promise<ParcelContent | undefined>;
}

/** The room. `service(deps)` is what other rooms call. */
export function mediaRoom(wiring: MediaWiring): Room & { service(deps: Deps): Media } {
  return {
    name: 'media',
    migrations,
    service: (deps) => ({
      shipped: (tx, applicationId) => shipped(deps.clock, tx, applicationId),
      voided: (tx, applicationId) => voided({ clock: deps.clock, issuance: wiring.issuance(deps) }, tx, applicationId),
      openParcel: (db, trackingNumber) => openParcel(deps, wiring.ports(deps), db, trackingNumber),
    }),
    register(app, deps) {
      const { clock, sealing, config } = deps;
      const tools: ProductionTools = {
        clock,
        sealing,
        issuance: wiring.issuance(deps),
        ports: wiring.ports(deps),
        origins: () => ownOrigins(config, app.server.address()),
        selfRegistering: config.mode === 'sandbox',
      };
      registerProduction(app, tools);
      registerStock(app, deps, tools);
    },
  };
}
