import type { Database } from '../platform/index.ts';
import { isBound } from './bindings/store.ts';
import type { AccessPorts, Held } from './ports.ts';
import { problem } from './problems.ts';
import { dates } from './proof.ts';
import { refusesState } from './rules.ts';

/** What a refusal about a certificate says besides its code. */
export const about = (held: Held, asked = '') => ({ params: { ...dates(held), account: asked, reason: held.state } });

/** Whether the programme demands a binding of the certificate, and there is none. */
export async function lacksBinding(db: Database, { demands, serial }: Held): Promise<boolean> {
  return demands !== null && !(await isBound(db, serial, demands));
}

/** The certificate of a serial, which may be used now. Throws CERTIFICATE_UNTRUSTED, CERTIFICATE_RUN_OUT and their kin. */
export async function goodNow(ports: Pick<AccessPorts, 'held'>, db: Database, serial: string): Promise<Held> {
  const held = await ports.held(db, serial);
  if (!held) throw problem('CERTIFICATE_UNTRUSTED');
  const refusal = refusesState(held.state);
  if (refusal) throw problem(refusal, about(held));
  return held;
}

/** As `goodNow`, and bound where its programme demands it; answers its holding (PA-01). Throws CERTIFICATE_NOT_BOUND besides. */
export async function boundNow(ports: Pick<AccessPorts, 'held'>, db: Database, serial: string): Promise<string | null> {
  const held = await goodNow(ports, db, serial);
  if (await lacksBinding(db, held)) throw problem('CERTIFICATE_NOT_BOUND', about(held));
  return held.holding;
}
