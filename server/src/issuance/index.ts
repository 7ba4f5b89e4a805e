/** Issuance (签发): the authority, certificates from request to status, key escrow, CRL and OCSP. See docs/issuance.md. */
import { z } from 'zod';
import { type Deps, Problem, type Room } from '../platform/index.ts';
import { CEREMONY_QUEUE, hold } from './authority/ceremonies/service.ts';
import { registerAuthorities } from './authority/routes.ts';
import { keyStores, storesPlace } from './authority/stores.ts';
import { registerEscrow } from './kmc/routes.ts';
import { migrations } from './migrations.ts';
import type { IssuancePorts } from './ports.ts';
import { registerProfiles } from './profiles.ts';
import { type RestoreSummary, restoreFromJournal } from './restore/restore.ts';
import { STATUS_QUEUE } from './revocation/revoke.ts';
import { registerCertificates } from './routes.ts';
import { type Issuance, issuanceService, journalPlace } from './service.ts';
import { registerStatus } from './status/routes.ts';
import type { StepNumber } from './steps/engine.ts';

export { authorityExists, openAuthority, operatedAuthorities } from './authority/authority.ts';
export { AuthorityError } from './authority/errors.ts';
export { type StoreHealth, storeHealth } from './authority/health.ts';
export { type AuthorityNames, namesOf, SANDBOX_NAMES } from './authority/names.ts';
export type { RecoveredKey } from './kmc/recover.ts';
export {
  type Fact,
  type IssuancePorts,
  logged,
  type RecoveryAnswer,
  type StaffActor,
  type StatusNews,
  staffOf,
} from './ports.ts';
export { RestoreRefused } from './restore/refusal.ts';
export type { RestoredOrder, RestoreSummary } from './restore/restore.ts';
export { changeStatus } from './revocation/change.ts';
export type { Superseded, Supersession } from './revocation/supersede.ts';
export type { SealMaker } from './seal-maker.ts';
export { authorityPlace, type Issuance, initAuthority, journalPlace } from './service.ts';
export { statusFindings } from './status/findings.ts';
export type { IssuedCertificate, IssuedPair, RevocationReason, Subscriber, Validity } from './types.ts';

/** What falls due by date is looked at this often; OCSP needs none of it. */
const DUE_EVERY_SECONDS = 300;
/** Keys are made in advance in small portions. */
const KEYS_EVERY_SECONDS = 20;

/** A CA whose lists somebody wants now; else whatever is due. */
const StatusJob = z.object({ publish: z.string().optional() });

const CeremonyJob = z.object({ id: z.uuid() });
/** How soon after a key is back what waited for it goes on. */
const KEYS_BACK_EVERY_SECONDS = 5;

export interface IssuanceWiring {
  ports(deps: Deps): IssuancePorts;
  /** Only for tests: called after each numbered step of docs/issuance.md. */
  readonly after?: (step: StepNumber) => void;
}

/** The room. `service(deps)` is what other rooms call. */
export function issuanceRoom(wiring: IssuanceWiring): Room & {
  service(deps: Deps): Issuance;
  /** `yinxin restore`: gives an older backup back what the journal knows. Throws RestoreRefused. */
  restore(deps: Deps, file: string, options: { readonly dryRun: boolean }): Promise<RestoreSummary>;
} {
  const opened = new WeakMap<Deps, Issuance>();
  const service = (deps: Deps): Issuance => {
    const known = opened.get(deps);
    if (known) return known;
    const options = { ports: wiring.ports(deps), ...(wiring.after ? { after: wiring.after } : {}) };
    const made = issuanceService(deps, options);
    opened.set(deps, made);
    return made;
  };
  return {
    name: 'issuance',
    migrations,
    service,
    async restore(deps, file, options) {
      const { db, clock, config } = deps;
      const stores = keyStores(storesPlace(config));
      try {
        const tools = { db, clock, ports: wiring.ports(deps), installed: journalPlace(config), stores };
        return await restoreFromJournal(tools, file, options);
      } finally {
        await stores.close();
      }
    },
    register(app, deps) {
      const issuance = service(deps);
      registerCertificates(app, deps, issuance, wiring.ports(deps));
      registerAuthorities(app, deps, () => issuance.open());
      app.addHook('onClose', () => issuance.close());
      registerProfiles(app);
      registerEscrow(app, deps, issuance.escrow);
      registerStatus(app, new URL(deps.config.statusUrl).pathname.replace(/\/+$/, ''), () => issuance.open());
    },
    async start(deps) {
      const issuance = service(deps);
      // Without keys the server does not start: AuthorityError says what to do.
      await issuance.open();
      await deps.jobs.work(STATUS_QUEUE, async (data) => {
        const { crl } = await issuance.open();
        const asked = StatusJob.parse(data).publish;
        await (asked ? crl.publish(asked) : crl.publishDue());
      });
      await deps.jobs.work(CEREMONY_QUEUE, async (data) => {
        await hold((await issuance.open()).ceremonies, CeremonyJob.parse(data).id);
      });
      // A key that is away stops issuing, not the hall.
      await issuance.runDue().catch((error: unknown) => {
        if (!(error instanceof Problem) || error.code !== 'AUTHORITY_KEY_UNAVAILABLE') throw error;
        deps.log.warn({ err: error }, 'a key of the authority is away; what needs it waits');
      });
      deps.jobs.every('issuance-keys-back', KEYS_BACK_EVERY_SECONDS, () => issuance.resumeWithKeys());
      deps.jobs.every('issuance-due', DUE_EVERY_SECONDS, () => issuance.runDue());
      deps.jobs.every('issuance-keys', KEYS_EVERY_SECONDS, () => issuance.prepareKeys());
    },
  };
}
