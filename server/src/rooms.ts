import {
  accessRoom,
  bindingsOfHoldings,
  declaredSystems,
  heldBySerial,
  successorSerial,
  trustIn,
  withLife,
} from './access/index.ts';
import { announcementsRoom } from './announcements/index.ts';
import { applicationsRoom, SYSTEM } from './applications/index.ts';
import { auditRoom } from './audit/index.ts';
import {
  briefAccounts,
  declaredClasses,
  directoryRoom,
  limits,
  mobileOf,
  noRegister,
  offeredClasses,
  organisationByCode,
  organisationById,
  personNames,
} from './directory/index.ts';
import { holdingsRoom } from './holdings/index.ts';
import {
  businessOf,
  followers,
  holdingsForApplications,
  mediumWithout,
  mobileChangeForm,
  nameOfAuthority,
  offersOf,
  openOrders,
  orderFacts,
  pairsForSeals,
  requestClocks,
  searchPorts,
} from './house/index.ts';
import { issuanceRoom } from './issuance/index.ts';
import { applicationsForProduction, applicationsForSelfService, mediaRoom, ownOrigins } from './media/index.ts';
import { moneyRoom, payeesIn } from './money/index.ts';
import { noticesRoom } from './notices/index.ts';
import { type Config, type Deps, Problem, type Room } from './platform/index.ts';
import { renewalRoom } from './renewal/index.ts';
import { sandboxRegister, sandboxRoom } from './sandbox/index.ts';
import { applicationsForSeals, sealsRoom } from './seals/index.ts';
import { organisationsNamed, searchRoom } from './search/index.ts';

/* The rooms and the doors between them: each room names what it needs, here is where it gets it. */

/** `db`: the caller's transaction when there is one, so that nobody who holds a connection waits for a second. */
const register = (deps: Deps, db = deps.db) => (deps.config.mode === 'sandbox' ? sandboxRegister(db) : noRegister);

const audit = auditRoom();
const notices = noticesRoom({ mobileOf });

const applications = applicationsRoom({
  audit: audit.service,
  notices: notices.service,
  organisation: (deps) => (db, id) => organisationById(db, deps.sealing, id),
  registerName: (deps) => async (db, creditCode) => (await register(deps, db).lookUp(creditCode)).name,
  branch: (deps) => (db, id) => names.service(deps).branchOf(db, id),
  packageOf: (deps) => async (db, trackingNumber, except) => {
    const id = await media.service(deps).packageOf(db, trackingNumber);
    return id === undefined || id === except ? undefined : (await applications.service(deps).read(db, id))?.number;
  },
  organisationsNamed: () => (db, typed) => organisationsNamed(db, briefAccounts, typed),
  holdings: (deps) =>
    holdingsForApplications(
      () => holdings.service(deps),
      () => media.service(deps),
    ),
  arrears: (deps) => (db, organisationId) => money.service(deps).hasArrears(db, organisationId),
  signing: (deps, address) => ({
    async certificate(db, holding) {
      const facts = await holdings.service(deps).subjectFacts(db, holding);
      const one = facts && (await heldBySerial(db, facts.serials.sign, deps.clock.now()));
      return one && { serial: one.serial, certificate: one.certificate, good: one.state === 'in-use' };
    },
    trust: () => trustIn(issuance.service(deps)),
    origins: () => ownOrigins(deps.config, address()),
  }),
  signedInWith: (deps) => (db, session) => access.service(deps).signedInWith(db, session),
  defaultAddress: (deps) => (db, organisationId) => names.service(deps).defaultAddress(db, organisationId),
  invoiceKinds: (deps) => async (db, id) => {
    const answer = await money.service(deps).invoiceKindsFor(db, id);
    return answer && ('code' in answer ? 'not-confirmed' : answer.allowed);
  },
  onChange: (deps) => {
    const follow = followers({
      money: () => money.service(deps),
      media: () => media.service(deps),
      holdings: () => holdings.service(deps),
      bindings: () => access.service(deps).bindings,
      held: (db, serial) => access.service(deps).held(db, serial),
      business: async (db, order) => businessOf(await applications.service(deps).programmeOf(db, order), order.service),
    });
    return async (tx, change) => {
      await seals.service(deps).follow(tx, change);
      await follow(tx, change);
    };
  },
});

const names = directoryRoom({
  audit: audit.service,
  notices: notices.service,
  orders: (deps) => applications.service(deps).orders,
  register: (deps) => register(deps),
  clocks: requestClocks,
  mobileChangeForm: (deps) => mobileChangeForm(deps, applications.service(deps)),
  classes: (deps) => async () =>
    declaredClasses((await applications.service(deps).catalogue.current(deps.db)).programmes),
  offered: (deps) => async () =>
    offeredClasses((await applications.service(deps).catalogue.current(deps.db)).programmes),
});
const directory: Room = {
  ...names,
  commands: {
    addStaff: async (deps, staff) => ({ oneTimePassword: await names.service(deps).addStaff(staff) }),
  },
};

const money = moneyRoom({
  ports: (deps) => {
    const { catalogue, execute, money: orders, orders: ofOrganisation, read } = applications.service(deps);
    const { payable, billByNumber, report } = orders;
    return {
      payable,
      billByNumber,
      report,
      payees: async (db) => payeesIn((await catalogue.current(db)).programmes),
      routing: async (db, id) => {
        const state = await read(db, id);
        return state && { programme: state.programme, creditCode: state.organisation.creditCode };
      },
      organisation: (db, by) =>
        'id' in by ? organisationById(db, deps.sealing, by.id) : organisationByCode(db, deps.sealing, by.creditCode),
      openOrders: (db, organisationId) => ofOrganisation.open(db, organisationId),
      arrearsSettled: async (tx, organisationId) => {
        for (const { id } of await ofOrganisation.open(tx, organisationId)) {
          await execute(tx, id, { type: 'recheck' }, SYSTEM);
        }
      },
      auditRemittance: (tx, { action, remittance, details, staff }) =>
        audit.service(deps).record(tx, {
          actor: staff ? { kind: 'staff', ...staff } : { kind: 'system', id: null, name: 'system' },
          action,
          subject: { kind: 'remittance', ...remittance },
          details,
        }),
      audit: (tx, { action, applicationId, details, staff }) =>
        audit.service(deps).record(tx, {
          actor: staff ? { kind: 'staff', ...staff } : { kind: 'system', id: null, name: 'system' },
          action,
          subject: { kind: 'application', id: applicationId, label: applicationId },
          details,
        }),
    };
  },
  present: (deps) => applications.service(deps).present,
});

const issuance = issuanceRoom({
  ports: (deps) => ({
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
    auditAll: (tx, facts) => audit.service(deps).recordAll(tx, facts),
    openOrders: (db, organisationId) => applications.service(deps).orders.open(db, organisationId),
    knowsApplication: async (tx, id) =>
      (await applicationsForProduction(applications.service(deps)).subscriber(tx, id)) !== undefined,
    attached: (db, serials) => holdings.service(deps).attached(db, serials),
    mayAsk: (tx, asked) => holdings.service(deps).mayAskStatus(tx, asked),
    onStatusChange: (tx, news) => holdings.service(deps).statusChanged(tx, news),
    // A business about a pair may have that pair's encryption key on its medium, until programmes say so themselves.
    recoveryAsked: async (tx, id) => {
      const subject = (await applications.service(deps).read(tx, id))?.subject;
      const former = subject && (await holdings.service(deps).subjectFacts(tx, subject.holding));
      return former ? { asked: true, madeBy: [former.applicationId] } : { asked: false };
    },
  }),
});

const media = mediaRoom({
  issuance: issuance.service,
  ports: (deps) => ({
    applications: applicationsForProduction(applications.service(deps)),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
    async without(db, id) {
      const { read, programmeOf } = applications.service(deps);
      const state = await read(db, id);
      return state ? mediumWithout(await programmeOf(db, state)) : [];
    },
    authorityName: nameOfAuthority(),
  }),
  selfService: (deps) => ({
    applications: applicationsForSelfService(applications.service(deps), mobileOf(deps)),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
    notify: (tx, notice) => notices.service(deps).notify(tx, notice),
    sealFor: (tx, id) => seals.service(deps).sealFor(tx, id),
  }),
});

const holdings = holdingsRoom({
  ports: (deps) => {
    const orders = applications.service(deps);
    return {
      offers: async (db) => offersOf(await orders.catalogue.current(db)),
      async order(db, id) {
        const state = await orders.read(db, id);
        return state && orderFacts(state);
      },
      openOrders: (db, organisationId) => openOrders(orders, db, organisationId),
      media: (db, serials) => media.service(deps).states(db, serials),
      personNames: (db, accounts) => personNames(db, deps.sealing, accounts),
      async stop(tx, serials, why) {
        await issuance.service(deps).supersede(tx, { serials }, why);
      },
      seals: (db, ids) => seals.service(deps).ofHoldings(db, ids),
      moveSeals: (tx, id, moves) => seals.service(deps).certificateMoved(tx, id, moves),
      async bindings(db, ids) {
        const systems = declaredSystems((await orders.catalogue.current(db)).programmes);
        return bindingsOfHoldings(db, ids, (code) => systems.find((one) => one.code === code)?.name);
      },
    };
  },
});

const seals = sealsRoom({
  ports: (deps) => ({
    ...applicationsForSeals(applications.service(deps)),
    ...pairsForSeals(holdings.service(deps), issuance.service(deps)),
    trust: () => trustIn(issuance.service(deps)),
    file: async (name) => new Uint8Array(await deps.files.read(name)),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
  }),
});

const renewal = renewalRoom({
  ports: (deps) => ({
    programmes: async (db) => (await applications.service(deps).catalogue.current(db)).programmes,
    held: (db, serial) => holdings.service(deps).bySerial(db, serial),
    async open(tx, asked) {
      const { organisationId: id } = asked;
      const actor = { kind: 'applicant', id, organisationId: id, name: '' } as const;
      return await applications.service(deps).open(tx, { ...asked, regionConfirmed: true }, actor);
    },
    notify: (tx, notice) => notices.service(deps).notify(tx, notice),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
  }),
});

const access = accessRoom({
  ports: (deps) => {
    const { catalogue, execute } = applications.service(deps);
    const relyingSystems = async (db: Deps['db']) => declaredSystems((await catalogue.current(db)).programmes);
    const held = async (db: Deps['db'], serial: string) => {
      const one = await heldBySerial(db, serial, deps.clock.now());
      const life = one && (await holdings.service(deps).bySerial(db, serial));
      return one && withLife(one, life, life && (await catalogue.current(db)).programme(life.programme));
    };
    return {
      audit: audit.service(deps),
      limits: limits(deps),
      trust: () => trustIn(issuance.service(deps)),
      held,
      async account(db, id) {
        const one = await organisationById(db, deps.sealing, id);
        return (
          one && { id, name: one.accountName ?? one.creditCode, creditCode: one.creditCode, organisationName: one.name }
        );
      },
      view: (db, present) => names.service(deps).view(db, present),
      relyingSystems,
      relyingTerms: async (db, code) => (await relyingSystems(db)).find((one) => one.code === code),
      async successor(db, serial) {
        const next = await successorSerial(db, serial);
        return next === undefined ? undefined : held(db, next);
      },
      async bound(tx, { applicationId, system, account }) {
        if (applicationId === null) return;
        try {
          await execute(tx, applicationId, { type: 'bound', system, account }, SYSTEM);
        } catch (error) {
          // An order that is past its binding, or has none, does not mind another.
          if (!(error instanceof Problem)) throw error;
        }
      },
    };
  },
});

const announcements = announcementsRoom({
  ports: (deps) => ({
    programmes: async (db) =>
      (await applications.service(deps).catalogue.current(db)).programmes.map(({ code }) => code),
    audit: (tx, fact) => audit.service(deps).record(tx, fact),
  }),
});

const search = searchRoom({
  ports: (deps) =>
    searchPorts({
      applications: applications.service(deps),
      holdings: holdings.service(deps),
      audit: audit.service(deps),
      sealing: deps.sealing,
    }),
});

const sandbox = sandboxRoom({
  inbox: notices.inbox,
  openParcel: (deps, trackingNumber) => media.service(deps).openParcel(deps.db, trackingNumber),
});

/** `yinxin restore`: gives a database brought back from an older backup what the issuance journal knows. Throws RestoreRefused. */
export const restoreIssuance = issuance.restore;

/** The rooms in the order they register and start; later rooms may use earlier ones. */
const all: readonly Room[] = [
  audit,
  notices,
  directory,
  applications,
  issuance,
  media,
  money,
  holdings,
  renewal,
  seals,
  access,
  announcements,
  search,
  sandbox,
];

/** The rooms that exist in this mode: sandbox rooms are absent from production. */
export function roomsFor(mode: Config['mode']): readonly Room[] {
  return all.filter((room) => mode === 'sandbox' || !room.sandboxOnly);
}
