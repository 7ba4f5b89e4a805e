/** Media (介质): stock of keys and password cards, pairing, production at the desk, parcels of the sandbox. */
import type { Issuance, StaffActor } from '../issuance/index.ts';
import type { Deps, Room, Session, Tx } from '../platform/index.ts';
import { ownOrigins } from './confirmation.ts';
import { migrations } from './migrations.ts';
import { type ProductionTools, shipped } from './production.ts';
import { registerParcel, registerProduction, registerStock } from './routes.ts';
import type { MediaPorts } from './types.ts';

export type { ApplicationsForProduction, MediaPorts } from './types.ts';

export interface MediaWiring {
  issuance(deps: Deps): Issuance;
  ports(deps: Deps): MediaPorts;
  /** The member of staff behind a session, as the log shows them. */
  actorOf(session: Session): StaffActor;
}

/** What other rooms may ask of this one. */
export interface Media {
  /** The medium of an application went out; call it in the transaction of the dispatch. */
  shipped(tx: Tx, applicationId: string): Promise<void>;
}

/** The room. `service(deps)` is what other rooms call. */
export function mediaRoom(wiring: MediaWiring): Room & { service(deps: Deps): Media } {
  return {
    name: 'media',
    migrations,
    service: ({ clock }) => ({ shipped: (tx, applicationId) => shipped(clock, tx, applicationId) }),
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
      registerProduction(app, tools, wiring.actorOf);
      registerStock(app, deps, tools, wiring.actorOf);
      registerParcel(app, deps, tools);
    },
  };
}
