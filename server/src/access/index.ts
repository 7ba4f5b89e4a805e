/** Access (准入): sign-in with a certificate, and what certificates are bound to. */
import { ownOrigins } from '../media/index.ts';
import type { Deps, Room } from '../platform/index.ts';
import { challenges } from './challenges.ts';
import { migrations } from './migrations.ts';
import type { AccessPorts } from './ports.ts';
import { signInRoutes } from './routes.ts';
import { certificateSignIn } from './sign-in.ts';

export { heldBySerial } from './certificates.ts';
export type { AccessPorts, Account, Held, Trust } from './ports.ts';
export { BY_CERTIFICATE } from './routes.ts';
export type { HeldState } from './rules.ts';
export { trustIn } from './trust.ts';

const TEN_MINUTES = 600;

export interface AccessWiring {
  ports(deps: Deps): AccessPorts;
}

/** The room, wired to audit, directory and issuance. */
export function accessRoom(wiring: AccessWiring): Room {
  return {
    name: 'access',
    migrations,
    register(app, deps) {
      const ports = wiring.ports(deps);
      const given = challenges(deps.db, deps.clock);
      const signIns = certificateSignIn({
        ...deps,
        ports,
        challenges: given,
        origins: () => ownOrigins(deps.config, app.server.address()),
        isBound: async () => false,
      });
      signInRoutes(app, { ...deps, ports, challenges: given, signIns });
    },
    start(deps) {
      deps.jobs.every('access.forget-challenges', TEN_MINUTES, () => challenges(deps.db, deps.clock).sweep());
    },
  };
}
