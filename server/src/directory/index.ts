/** Directory (名录): organisations, their accounts and requests, staff and their roles. */
import { endpoints, type SessionView } from '@yinxin/contract';
import { type Deps, problem, type Room, transaction } from '../platform/index.ts';
import { accountRoutes } from './account-routes.ts';
import { furtherAccounts } from './accounts/further.ts';
import { personIndexes, sealPersons } from './accounts/persons.ts';
import { noRegister } from './accounts/register-port.ts';
import { type Accounts, accounts } from './accounts/service.ts';
import { type Organisation, organisationById } from './accounts/store.ts';
import { users } from './accounts/users.ts';
import { addressRoutes } from './addresses/routes.ts';
import { defaultAddressOf, type MailingAddress } from './addresses/store.ts';
import { branchRoutes } from './branches/routes.ts';
import { type Branches, branches } from './branches/service.ts';
import { type Branch, branchById } from './branches/store.ts';
import { classGate } from './classes/gate.ts';
import { RELEASED_CLASSES } from './classes/rules.ts';
import { type Codes, codes } from './codes/service.ts';
import { limits } from './limits.ts';
import { directoryMigrations } from './migrations.ts';
import { passwordGate } from './password-gate.ts';
import { registrationRoutes } from './registration/routes.ts';
import { mobileChangeRoutes } from './requests/mobile-change-routes.ts';
import { mobileChanges } from './requests/mobile-changes.ts';
import { nameCorrectionRoutes } from './requests/name-correction-routes.ts';
import { nameCorrections } from './requests/name-corrections.ts';
import { sessionRoutes } from './session-routes.ts';
import { type Present, sessionView } from './session-view.ts';
import { ensureSandboxAccounts } from './staff/sandbox-staff.ts';
import { type NewStaff, type StaffAccounts, staffAccounts } from './staff/service.ts';
import { staffById } from './staff/store.ts';
import { staffRoutes } from './staff-routes.ts';
import type { DirectoryWiring } from './wiring.ts';

export { briefAccounts, briefByCode } from './accounts/brief.ts';
export { personNames, personsNamed } from './accounts/persons.ts';
export { type BusinessRegister, noRegister, type RegisterAnswer } from './accounts/register-port.ts';
export {
  nameHistory,
  type Organisation,
  organisationByCode,
  organisationById,
  userClassOf,
} from './accounts/store.ts';
export type { Branch } from './branches/store.ts';
export { declaredClasses, functionOf, offeredClasses } from './classes/rules.ts';
export { FROM_EVERYWHERE, type Limits, limits, networkOf } from './limits.ts';
export { BY_CERTIFICATE, type Present } from './session-view.ts';
export type { NewStaff } from './staff/service.ts';
export { type Staff, staffById, staffNames } from './staff/store.ts';
export { staffActor } from './staff-routes.ts';
export type { AffectedOrder, DirectoryWiring, MobileChangeForm, OrdersOfOrganisation } from './wiring.ts';

/** What other rooms and the command line ask the directory. */
export interface Directory {
  readonly accounts: Accounts;
  readonly staff: StaffAccounts;
  organisation(id: string): Promise<Organisation | undefined>;
  /** A branch by id, in the caller's transaction: whose it is says `parentCode` (BJ-30). */
  branchOf(db: Deps['db'], id: string): Promise<Branch | undefined>;
  /** Where shipments of an account go unless an order says otherwise (IT-07). */
  defaultAddress(db: Deps['db'], organisationId: string): Promise<MailingAddress | undefined>;
  /** For the command line: adds somebody and returns the one-time password. Throws INPUT_INVALID, USERNAME_TAKEN. */
  addStaff(one: NewStaff): Promise<string>;
  /** Name of a member of staff; undefined when unknown. */
  staffName(id: string): Promise<string | undefined>;
  /** What every page knows about who is looking, for rooms that begin sessions. */
  view(db: Deps['db'], present: Present): Promise<SessionView>;
}

const HOUR = 3600;
/** Names of persons from before they were sealed: looked for this often, a portion in each transaction. */
const SEAL_EVERY = 60;
const PORTION = 500;

/** The mobile of an organisation, for notices: needs no service, so that notices need no directory. */
export function mobileOf(deps: Deps) {
  return async (db: Deps['db'], organisationId: string): Promise<string | undefined> =>
    (await organisationById(db, deps.sealing, organisationId))?.mobile;
}

/** The room, wired to audit, notices, applications and a business register. */
export function directoryRoom(wiring: DirectoryWiring): Room & { service(deps: Deps): Directory } {
  const opened = new WeakMap<Deps, Directory & { readonly codes: Codes; readonly branches: Branches }>();
  const open = (deps: Deps) => {
    const known = opened.get(deps);
    if (known) return known;
    const audit = wiring.audit(deps);
    const notices = wiring.notices(deps);
    const shared = { ...deps, audit, notices, limits: limits(deps) };
    const smsCodes = codes(shared);
    const made = {
      codes: smsCodes,
      accounts: accounts({ ...shared, codes: smsCodes, register: wiring.register?.(deps) ?? noRegister }),
      staff: staffAccounts(shared),
      branches: branches({ ...shared, codes: smsCodes }),
      organisation: (id: string) => organisationById(deps.db, deps.sealing, id),
      branchOf: (db: Deps['db'], id: string) => branchById(db, deps.sealing, id),
      defaultAddress: (db: Deps['db'], id: string) => defaultAddressOf(db, deps.sealing, id),
      addStaff: async (one: NewStaff) => {
        const checked = endpoints.administration.addStaff.body?.safeParse(one);
        if (!checked?.success) {
          const [issue] = checked?.error.issues ?? [];
          const path = issue?.path.join('.') ?? 'staff';
          throw problem('INPUT_INVALID', { field: path, params: { path, reason: issue?.message ?? 'invalid' } });
        }
        const actor = { kind: 'system', id: null, name: 'command line' } as const;
        const added = await transaction(deps.db, (tx) => made.staff.add(tx, actor, checked.data));
        return added.oneTimePassword;
      },
      staffName: async (id: string) => (await staffById(deps.db, id))?.name,
      view: (db: Deps['db'], present: Present) =>
        sessionView({ ...shared, assistantUrl: () => deps.config.assistantUrl ?? null }, db, present),
    };
    opened.set(deps, made);
    return made;
  };
  return {
    name: 'directory',
    migrations: directoryMigrations,
    indexes: personIndexes,
    service: open,
    async register(app, deps) {
      const shared = {
        ...deps,
        ...open(deps),
        limits: limits(deps),
        audit: wiring.audit(deps),
        notices: wiring.notices(deps),
        orders: wiring.orders(deps),
      };
      const clocks = wiring.clocks(deps);
      const classes = wiring.classes?.(deps) ?? (async () => RELEASED_CLASSES);
      const register = wiring.register?.(deps) ?? noRegister;
      passwordGate(app, deps.sessions);
      classGate(app, { ...deps, classes });
      addressRoutes(app, deps);
      branchRoutes(app, shared);
      const further = furtherAccounts({ ...shared, register }, classes);
      const registering = users(shared, classes, wiring.offered?.(deps) ?? (async () => []));
      await accountRoutes(app, {
        ...shared,
        further,
        users: registering,
        classes,
        assistantUrl: () => deps.config.assistantUrl ?? null,
      });
      await sessionRoutes(app, { ...shared, assistantUrl: () => deps.config.assistantUrl ?? null });
      staffRoutes(app, shared.staff);
      nameCorrectionRoutes(app, { ...shared, corrections: nameCorrections(shared), step: clocks.nameCorrection });
      registrationRoutes(app, shared);
      const form = wiring.mobileChangeForm(deps);
      mobileChangeRoutes(app, { ...shared, changes: mobileChanges(shared), step: clocks.mobileChange, form });
    },
    async start(deps) {
      const { staff, codes: smsCodes } = open(deps);
      if (deps.config.mode === 'sandbox') await ensureSandboxAccounts(staff, deps.config.dataDir);
      deps.jobs.every('directory.seal-persons', SEAL_EVERY, async () => {
        while ((await sealPersons(deps.db, deps.sealing, PORTION)) > 0);
      });
      deps.jobs.every('directory.forget-codes', HOUR, () => smsCodes.sweep());
    },
  };
}
