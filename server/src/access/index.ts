/** Access (准入): sign-in with a certificate, what certificates are bound to, and sign-in for relying systems. */
import { BY_CERTIFICATE } from '../directory/index.ts';
import { ownOrigins } from '../media/index.ts';
import type { Database, Deps, Room, Session } from '../platform/index.ts';
import { bindingRoutes } from './bindings/routes.ts';
import { type Bindings, bindingService } from './bindings/service.ts';
import { challenges } from './challenges.ts';
import { migrations } from './migrations.ts';
import { personalKeyGate } from './personal/gate.ts';
import { personalKeyRoutes } from './personal/routes.ts';
import type { AccessPorts } from './ports.ts';
import { forgetSignIns, relyingService } from './relying/service.ts';
import { signInRoutes } from './routes.ts';
import { certificateSignIn } from './sign-in.ts';
import { boundNow } from './standing.ts';

export type { RelyingTerms, Replacement } from './bindings/rules.ts';
export type { Bindings } from './bindings/service.ts';
export { declaredSystems } from './bindings/terms.ts';
export { heldBySerial } from './certificates.ts';
export { bindingsOfHoldings, successorSerial, withLife } from './lives.ts';
export type { AccessPorts, Account, Held, Trust } from './ports.ts';
export { type HeldState, refusesState } from './rules.ts';
export { trustIn } from './trust.ts';

const MINUTE = 60;
const TEN_MINUTES = 600;

export interface AccessWiring {
  ports(deps: Deps): AccessPorts;
}

/** What other rooms may ask of this one. */
export interface AccessService {
  readonly bindings: Bindings;
  /** A certificate with its life, by serial. */
  readonly held: AccessPorts['held'];
  /** The holding of the certificate a session was opened with, `null` for another session. Throws why it may not be used now. */
  signedInWith(db: Database, session: Session): Promise<string | null>;
}

/** The room, wired to audit, directory and issuance. `service(deps)` is what other rooms call. */
export function accessRoom(wiring: AccessWiring): Room & { service(deps: Deps): AccessService } {
  const open = (deps: Deps) => {
    const ports = wiring.ports(deps);
    const signedInWith: AccessService['signedInWith'] = async (db, { attributes }) => {
      const serial = attributes[BY_CERTIFICATE];
      return serial === undefined ? null : boundNow(ports, db, serial);
    };
    return { ports, held: ports.held, bindings: bindingService({ ...deps, ports }), signedInWith };
  };
  return {
    name: 'access',
    migrations,
    service: open,
    register(app, deps) {
      const { ports, bindings } = open(deps);
      const given = challenges(deps.db, deps.clock);
      const origins = () => ownOrigins(deps.config, app.server.address());
      const signIns = certificateSignIn({ ...deps, ports, challenges: given, origins });
      const relying = relyingService({ ...deps, ports, signIns, bindings });
      personalKeyGate(app, { ...deps, signIns });
      personalKeyRoutes(app, { ...deps, ports, signIns });
      signInRoutes(app, { ...deps, ports, challenges: given, signIns });
      bindingRoutes(app, { ...deps, ports, signIns, bindings, relying });
    },
    start(deps) {
      deps.jobs.every('access.forget-challenges', TEN_MINUTES, () => challenges(deps.db, deps.clock).sweep());
      deps.jobs.every('access.forget-sign-ins', TEN_MINUTES, () => forgetSignIns(deps.db, deps.clock));
      deps.jobs.every('access.follow-certificates', MINUTE, () => open(deps).bindings.sweep());
    },
  };
}
