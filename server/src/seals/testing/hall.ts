import type { Role } from '@yinxin/contract';
import type { SealMove } from '@yinxin/life';
import type { OnlineService, Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { v7 as uuid } from 'uuid';
import {
  type Actor,
  type ApplicationState,
  applicationsRoom,
  type Command,
  type HeldFacts,
} from '../../applications/index.ts';
import { holder as applicant, heldBy, ORGANISATION, Player } from '../../applications/testing/player.ts';
import { auditRoom } from '../../audit/index.ts';
import { holdingsRoom } from '../../holdings/index.ts';
import { holdingNews, holdingsForApplications, offersOf, orderFacts, pairsForSeals } from '../../house/index.ts';
import { issuanceRoom, type Subscriber } from '../../issuance/index.ts';
import { holder, subscriber } from '../../issuance/testing/house.ts';
import { noticesRoom } from '../../notices/index.ts';
import { type Tx, transaction } from '../../platform/index.ts';
import { startTestServer, type TestBrowser } from '../../platform/testing/index.ts';
import { applicationsForSeals, sealsRoom } from '../index.ts';

/** A programme that makes seals: with a new certificate, and for one that is held. */
const programme: Programme = (() => {
  const found = programmes.find(({ services }) =>
    services.some((one) => one.channel === 'online' && one.business === 'seal-apply'),
  );
  if (!found) throw new Error('no programme makes seals');
  return found;
})();

const MOBILE = '13900139000';

/** The rooms that seals touch, with the real engine, real programmes and a real authority. */
export async function openSealHall() {
  const audit = auditRoom();
  const notices = noticesRoom({ mobileOf: () => async () => MOBILE });
  let latest: string | null = null;
  const applications = applicationsRoom({
    audit: audit.service,
    notices: notices.service,
    organisation: () => async () => ({ ...ORGANISATION, mobile: MOBILE }),
    holdings: (deps) => holdingsForApplications(() => holdings.service(deps)),
    // Whoever opens an order here has signed in with the certificate that was made last.
    signedInWith: () => async () => latest,
    onChange: (deps) => async (tx, change) => {
      await seals.service(deps).follow(tx, change);
      for (const news of holdingNews(change)) await holdings.service(deps).follow(tx, news);
    },
  });
  const issuance: ReturnType<typeof issuanceRoom> = issuanceRoom({
    ports: (deps) => ({
      audit: (tx, fact) => audit.service(deps).record(tx, fact),
      onStatusChange: (tx, news) => holdings.service(deps).statusChanged(tx, news),
    }),
  });
  const holdings: ReturnType<typeof holdingsRoom> = holdingsRoom({
    ports: (deps) => ({
      offers: async (db) => offersOf(await applications.service(deps).catalogue.current(db)),
      async order(db, id) {
        const state = await applications.service(deps).read(db, id);
        return state && orderFacts(state);
      },
      openOrders: async () => [],
      media: async () => new Map(),
      seals: (db, ids) => seals.service(deps).ofHoldings(db, ids),
      moveSeals: (tx, id, moves) => seals.service(deps).certificateMoved(tx, id, moves),
    }),
  });
  /** Moves of seals the operator took away. */
  const removed: SealMove[] = [];
  const seals: ReturnType<typeof sealsRoom> = sealsRoom({
    ports: (deps) => ({
      ...applicationsForSeals(applications.service(deps)),
      async order(db, id) {
        const order = await applicationsForSeals(applications.service(deps)).order(db, id);
        return order && { ...order, without: removed };
      },
      ...pairsForSeals(holdings.service(deps), issuance.service(deps)),
      async trust() {
        const { authorities } = await issuance.service(deps).open();
        const all = authorities.rows().flatMap(({ kind, certificate }) => (certificate ? [{ kind, certificate }] : []));
        const of = (root: boolean) =>
          all.filter(({ kind }) => (kind === 'root') === root).map((one) => one.certificate);
        return { anchors: of(true), intermediates: of(false) };
      },
      file: async (name) => new Uint8Array(await deps.files.read(name)),
      audit: (tx, fact) => audit.service(deps).record(tx, fact),
    }),
  });
  const server = await startTestServer({
    rooms: [audit, notices, applications, issuance, holdings, seals],
    now: '2026-02-01T02:00:00Z',
  });
  const { deps } = server;
  const service = applications.service(deps);
  const execute = (id: string, command: Command, actor: Actor): Promise<ApplicationState> =>
    transaction(deps.db, (tx) => service.execute(tx, id, command, actor));
  let media = 0;

  return {
    server,
    seals: seals.service(deps),
    removed,
    holdings: holdings.service(deps),
    issuance: issuance.service(deps),
    execute,
    work: <T>(job: (tx: Tx) => Promise<T>) => transaction(deps.db, job),
    read: async (id: string): Promise<ApplicationState> => {
      const state = await service.read(deps.db, id);
      if (!state) throw new Error(`no order ${id}`);
      return state;
    },
    /** A certificate in use, issued for an order of its own. */
    async held(): Promise<HeldFacts & { readonly serial: string; readonly certificate: Uint8Array }> {
      media += 1;
      const mediumSerial = `YK77000${media}`;
      const { name, creditCode, id: organisationId } = ORGANISATION;
      const who: Subscriber = subscriber({ name, creditCode, organisationId });
      const { applicationId: id, applicationNumber: number } = who;
      const pair = await issued(issuance.service(deps), who, mediumSerial);
      const order = {
        id,
        number,
        organisationId,
        organisationName: name,
        creditCode,
        programme: programme.code,
        project: programme.projects[0]?.code ?? '',
        createdAt: server.clock.now().toISOString(),
        submittedAt: null,
        made: [],
        openStage: null,
        void: false,
        subject: null,
      };
      const certificates = listed(pair.certificates);
      await transaction(deps.db, async (tx) => {
        const made = { type: 'certificate-made', certificates, mediumSerial } as const;
        for (const event of [made, { type: 'activated', mediumSerial } as const]) {
          await holdings.service(deps).follow(tx, { order, event, by: 'system' });
        }
      });
      const serial = certificates.find(({ use }) => use === 'sign')?.serial ?? '';
      const facts = await holdings.service(deps).bySerial(deps.db, serial);
      if (!facts) throw new Error('the pair is not held');
      const { id: holding, notAfter } = facts;
      latest = holding;
      return {
        ...heldBy(programme, { id: holding, notAfter, mediumSerial }),
        organisationId,
        holderCode: facts.holder.creditCode,
        applicationId: id,
        serial,
        certificate: pair.sign,
      };
    },
    /** An order that came to this stage as the rules play it, with the same commands. */
    async orderAt(
      business: OnlineService['business'],
      stage: ApplicationState['stage'],
      subject?: HeldFacts,
      answers?: Readonly<Record<string, string>>,
    ): Promise<ApplicationState> {
      const offered = programme.services.find((one) => one.channel === 'online' && one.business === business);
      if (!offered) throw new Error(`no service ${business}`);
      const sealName = business === 'seal-change' ? ORGANISATION.name : null;
      const player = new Recorder(
        programme,
        offered.code,
        subject ? { subject: heldBy(programme, { ...subject, sealName }) } : {},
      );
      player.now = server.clock.now();
      player.to(stage, answers);
      const asked = {
        organisationId: ORGANISATION.id,
        programme: programme.code,
        project: programme.projects[0]?.code ?? '',
        service: offered.code,
        regionConfirmed: true,
        ...(subject ? { subject: subject.id, signedInWith: async () => subject.id } : {}),
      };
      let state = await transaction(deps.db, (tx) => service.open(tx, asked, applicant));
      for (const [command, actor] of player.commands) {
        // What is known of the holder is not asked again, so the data may have changed less often than in the play.
        const now = 'dataVersion' in command ? { ...command, dataVersion: state.dataVersion } : command;
        state = await execute(state.id, now, actor);
      }
      if (state.stage !== stage) throw new Error(`${state.stage} instead of ${stage}`);
      return state;
    },
    /** Issues a pair for an order in production, as the desk does; with `own`, for the holder's medium in stage install. */
    async produce(state: ApplicationState, own?: string) {
      media += 1;
      const mediumSerial = own ?? `YK77000${media}`;
      const { id: applicationId, number: applicationNumber, organisation } = state;
      const who = subscriber({
        applicationId,
        applicationNumber,
        organisationId: organisation.id,
        name: organisation.name,
        creditCode: organisation.creditCode,
      });
      const system: Actor = { kind: 'system', id: 'system', name: 'system' };
      const start: Command = own
        ? { type: 'install-started', mediumSerial }
        : { type: 'production-started', mediumSerial, passwordCard: 'PC770001' };
      await execute(state.id, start, system);
      const pair = await issued(issuance.service(deps), who, mediumSerial);
      await execute(
        state.id,
        { type: 'certificate-made', certificates: listed(pair.certificates), mediumSerial },
        system,
      );
      return { ...pair, mediumSerial };
    },
    async staff(...roles: Role[]): Promise<TestBrowser> {
      const browser = server.browser();
      await browser.signIn({ kind: 'staff', subject: uuid(), roles, attributes: { name: roles.join(' ') } });
      return browser;
    },
    async organisation(id: string = ORGANISATION.id): Promise<TestBrowser> {
      const browser = server.browser();
      await browser.signIn({ kind: 'organisation', subject: id, attributes: { name: '示例' } });
      return browser;
    },
  };
}

export type SealHall = Awaited<ReturnType<typeof openSealHall>>;

type Authority = ReturnType<ReturnType<typeof issuanceRoom>['service']>;

/** Issues a pair for a new key. */
async function issued(authority: Authority, who: Subscriber, mediumSerial: string) {
  const { request, signer } = await holder(who);
  return { ...(await authority.issuePair(who, mediumSerial, request)), signer };
}

function listed(certificates: readonly { use: 'sign' | 'encrypt'; serial: string; notBefore: Date; notAfter: Date }[]) {
  return certificates.map(({ use, serial, notBefore, notAfter }) => ({
    use,
    serial,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  }));
}

/** Plays an order by the rules, so that the same commands can happen to a real one. */
class Recorder extends Player {
  readonly commands: [Command, Actor][] = [];
  override do(command: Command, actor: Actor = applicant): this {
    this.commands.push([command, actor]);
    return super.do(command, actor);
  }
}
