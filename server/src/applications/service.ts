import { humanNumber, trackingNumber } from '@yinxin/identifiers';
import {
  askedIn,
  type FieldSpec,
  makingServices,
  type OnlineService,
  type Programme,
  shanghaiDay,
} from '@yinxin/programme';
import { v7 as uuid } from 'uuid';
import type { Audit } from '../audit/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Clock, Database, Sealing, Tx } from '../platform/index.ts';
import { transaction } from '../platform/index.ts';
import type { CatalogueStore, Offer } from './catalogue/catalogue.ts';
import type { VersionedOrder } from './catalogue/versions.ts';
import { auditFactOf, noticesOf } from './effects.ts';
import type { Command } from './engine/commands.ts';
import type { Context, Decision } from './engine/context.ts';
import { decide } from './engine/decide.ts';
import type { Actor, Recorded } from './engine/events.ts';
import { evolve, evolveAll } from './engine/evolve.ts';
import { decideOpen } from './engine/stages/open.ts';
import { MOST_DRAFTS } from './engine/stages/subject.ts';
import type { ApplicationState, ForBranch, Recipient } from './engine/state.ts';
import { subjectFacts } from './facts.ts';
import { refusal, refusalProblem } from './problems.ts';
import { draftsOf, holdAccount, holdSubject } from './store/business.ts';
import type { Histories } from './store/history.ts';
import { idsAfter, nextNumber } from './store/queries.ts';
import { holdTracking, postedWith } from './store/tracking.ts';
import type { BranchFacts, Change, HoldingsForApplications, OrganisationFacts } from './wiring.ts';

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'system' };

export interface Execution {
  /** Version the caller saw; another one is refused with STALE_VERSION. */
  readonly expectedVersion?: number | undefined;
}

/** The lives of applications: every change goes through here. */
export interface Applications {
  /**
   * Gives a command to an application in the caller's transaction: state, events, projection, notices and log are
   * committed together. Throws ORDER_NOT_FOUND, STALE_VERSION or the refusal of the rules.
   */
  execute(tx: Tx, id: string, command: Command, actor: Actor, options?: Execution): Promise<ApplicationState>;
  /** Opens an application for an organisation. */
  open(tx: Tx, asked: Asked, actor: Actor): Promise<ApplicationState>;
  /** Where an application stands; undefined when there is none. */
  read(db: Database, id: string): Promise<ApplicationState | undefined>;
  /** The context in which rules and views of an application are asked. */
  context(db: Database, state: ApplicationState, actor: Actor): Promise<Context>;
  /** The programme of an application, in the version it was opened with. Throws PROGRAMME_UNKNOWN. */
  programmeOf(db: Database, order: VersionedOrder): Promise<Programme>;
  /** Writes all projections again from the events; returns how many. */
  rebuild(db: Database, report: (line: string) => void): Promise<number>;
}

/** What an applicant asks for when opening an application. */
export interface Asked {
  readonly organisationId: string;
  readonly programme: string;
  readonly project: string;
  readonly service: string;
  readonly regionConfirmed: boolean;
  /** The held certificate the business is about. */
  readonly subject?: string | undefined;
  /** The branch a first application is for (BJ-30). */
  readonly branch?: string | undefined;
  /** The held certificate the session was opened with; throws when it may not be used (PA-01). Asked where it is needed. */
  readonly signedInWith?: ((tx: Tx) => Promise<string | null>) | undefined;
}

export interface ApplicationsDeps {
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly catalogue: CatalogueStore;
  readonly histories: Histories;
  readonly audit: Pick<Audit, 'record'>;
  readonly notices: Pick<Notices, 'notify'>;
  readonly organisation: (db: Database, id: string) => Promise<OrganisationFacts | undefined>;
  readonly branch: (db: Database, id: string) => Promise<BranchFacts | undefined>;
  readonly onChange: (tx: Tx, change: Change) => Promise<void>;
  readonly holdings: HoldingsForApplications;
  readonly arrears: (db: Database, organisationId: string) => Promise<boolean>;
  readonly packageOf: (db: Database, trackingNumber: string, except: string) => Promise<string | undefined>;
  readonly defaultAddress: (db: Database, organisationId: string) => Promise<Recipient | undefined>;
  readonly invoiceKinds: (db: Database, applicationId: string) => Promise<Context['facts']['invoiceKinds']>;
}

export function applications(deps: ApplicationsDeps): Applications {
  const { clock, catalogue, histories } = deps;
  const programmeOf: Applications['programmeOf'] = async (db, order) =>
    (await catalogue.rulesOf(db, [order]))(order).programme;
  const subjects = subjectFacts(deps.holdings, histories, programmeOf);

  const context: Applications['context'] = async (db, state, actor) => {
    const offer = await catalogue.current(db);
    return await contextIn(db, state, actor, (await catalogue.rulesOf(db, [state], offer))(state).programme, offer);
  };

  /** An order is decided by the version of the programme it was opened with; forms are those in force. */
  async function contextIn(
    db: Database,
    state: Begun,
    actor: Actor,
    programme: Programme,
    offer: Offer,
  ): Promise<Context> {
    const project = programme.projects.find((p) => p.code === state.project);
    const service = programme.services.find((s) => s.code === state.service);
    const online = service?.channel === 'online' ? service : undefined;
    const materials = project && online ? askedIn(project, online).materials : (project?.materials ?? []);
    const templates: Record<string, number> = {};
    for (const { form } of materials) {
      const inForce = form === undefined ? undefined : offer.form(programme.code, form);
      if (inForce) templates[inForce.template.code] = inForce.template.version;
    }
    // Only a draft follows the organisation's name; later the order keeps the name it was submitted with.
    const registered = state.stage === 'fill' ? await registeredName(db, state) : undefined;
    const { invoiceKinds, ...around } = await besides(db, state, programme, online);
    const organisationName = registered ?? state.organisation.name;
    const kinds = invoiceKinds === undefined ? {} : { invoiceKinds };
    const facts = { organisationName, templates, ...around, ...kinds };
    return { programme, calendars: offer.calendars, now: clock.now(), actor, facts };
  }

  /** The name of whom the order is for as it is registered now. */
  const registeredName = async (db: Database, { branch, organisation }: Begun) =>
    (branch ? await deps.branch(db, branch.id) : await deps.organisation(db, organisation.id))?.name;

  /** Whom a new order is for: the branch asked for, the one its certificate is for, or the account's own organisation. */
  async function forWhom(tx: Tx, asked: Asked, subject: string | undefined, own: OrganisationFacts): Promise<ForWhom> {
    const { id, creditCode, name, mobile } = own;
    const handler = { mobile };
    const account = { organisation: { id, creditCode, name }, branch: null, handler };
    const former = subject === undefined ? null : await subjects.holder(tx, subject, id);
    const wanted = subject === undefined ? asked.branch : former?.branch?.id;
    if (wanted === undefined) return account;
    const branch = await deps.branch(tx, wanted);
    if (branch?.parentCode !== creditCode) return { ...account, branch: 'not-yours' };
    return {
      // The code stays the one its certificate has; another one is another holder.
      organisation: { id, creditCode: former?.organisation.creditCode ?? branch.code, name: branch.name },
      branch: { id: wanted, parent: { creditCode, name } },
      handler: branch.handler,
    };
  }

  /** What the rules of this business look at outside the order; nothing is read for a business that looks at nothing. */
  async function besides(db: Database, state: Begun, programme: Programme, service: OnlineService | undefined) {
    const { id: organisationId } = state.organisation;
    const looksAtArrears = service?.stages.some((s) => s.kind === 'review' && s.gate.includes('arrears')) ?? false;
    const follows = service?.stages.some((s) => s.kind === 'delivery' && s.addressFrozenAtReview) ?? false;
    const paidByRemittance = programme.payees.length > 0 && state.price != null && state.id !== undefined;
    return {
      defaultRecipient: follows ? ((await deps.defaultAddress(db, organisationId)) ?? null) : null,
      invoiceKinds: paidByRemittance && state.id ? await deps.invoiceKinds(db, state.id) : undefined,
      subject: state.subject ? await subjects.subject(db, state.subject.holding, organisationId, state.id) : null,
      arrears: looksAtArrears && (await deps.arrears(db, organisationId)),
    };
  }

  /** One tracking number goes to one order. */
  async function refuseTracked(tx: Tx, state: ApplicationState, typed: string): Promise<void> {
    const { cleaned } = trackingNumber.explain(typed);
    const order = (await postedWith(tx, histories, cleaned, state.id)) ?? (await deps.packageOf(tx, cleaned, state.id));
    if (order !== undefined) throw refusal('TRACKING_USED', { trackingNumber: cleaned, order }, 'trackingNumber');
  }

  async function commit(
    tx: Tx,
    before: ApplicationState | undefined,
    decision: Decision,
    ctx: Context,
  ): Promise<ApplicationState> {
    if ('refusal' in decision) throw refusalProblem(decision.refusal);
    const { kind, id, name } = ctx.actor;
    let version = before?.version ?? 0;
    const recorded = decision.events.map((event): Recorded => {
      version += 1;
      return { version, at: ctx.now.toISOString(), actor: { kind, id, name }, event };
    });
    const state = recorded.reduce<ApplicationState | undefined>(evolve, before);
    if (!state) throw new Error('an application begins with "opened"');
    if (recorded.length === 0) return state;
    await histories.append(tx, ctx, state, recorded);
    for (const event of decision.events) {
      for (const notice of noticesOf(event, state, ctx.programme)) await deps.notices.notify(tx, notice);
      const fact = auditFactOf(event, state, ctx.actor);
      if (fact) await deps.audit.record(tx, fact);
    }
    await deps.onChange(tx, { before, state, events: decision.events, actor: ctx.actor });
    return state;
  }

  /** What the latest business of the certificate knew is confirmed, not asked again; answers that decide the way are. */
  async function knownBefore(tx: Tx, programme: Programme, asked: Asked): Promise<Record<string, string>> {
    if (asked.subject === undefined) return {};
    const known = await subjects.known(tx, asked.subject, asked.organisationId);
    return Object.fromEntries(
      fieldsAsked(programme, asked).flatMap(({ code, kind }) =>
        kind !== 'choice' && known[code] ? [[code, known[code]]] : [],
      ),
    );
  }

  return {
    programmeOf,
    context,
    read: (db, id) => histories.state(db, id),
    async execute(tx, id, command, actor, options = {}) {
      const isPosting = command.type === 'dispatch' || command.type === 'provide-media';
      if (isPosting) await holdTracking(tx);
      const state = await histories.lock(tx, id);
      // Somebody else's order does not exist for the asker, whatever they ask.
      if (!state || (actor.kind === 'applicant' && actor.organisationId !== state.organisation.id)) {
        throw refusal('ORDER_NOT_FOUND');
      }
      if (options.expectedVersion !== undefined && options.expectedVersion !== state.version) {
        throw refusal('STALE_VERSION', { seen: options.expectedVersion, now: state.version });
      }
      const ctx = await context(tx, state, actor);
      const decision = decide(state, command, ctx);
      if (isPosting && !('refusal' in decision)) await refuseTracked(tx, state, command.trackingNumber);
      return await commit(tx, state, decision, ctx);
    },
    async open(tx, asked, actor) {
      const offer = await catalogue.current(tx);
      const programme = offer.programmeOf(asked);
      const organisation = await deps.organisation(tx, asked.organisationId);
      if (!organisation) throw refusal('ORDER_NOT_FOUND');
      const { id } = organisation;
      const subject = subjectOf(programme, asked);
      const whom = await forWhom(tx, asked, subject, organisation);
      const start = {
        project: asked.project,
        service: asked.service,
        stage: 'fill',
        organisation: whom.organisation,
        branch: whom.branch === 'not-yours' ? null : whom.branch,
        subject: subject === undefined ? null : { holding: subject },
      } as const;
      if (subject === undefined) await holdAccount(tx, id, asked.project);
      else await holdSubject(tx, subject);
      const ctx = {
        ...(await contextIn(tx, start, actor, programme, offer)),
        ...(await subjects.around(tx, whom.organisation, asked.project, makingServices(programme))),
        ...(subject === undefined ? { drafts: await draftsOf(tx, id, MOST_DRAFTS) } : {}),
      };
      const opening = {
        id: uuid(),
        number: '',
        project: asked.project,
        service: asked.service,
        organisation: start.organisation,
        branch: whom.branch,
        regionConfirmed: asked.regionConfirmed,
        subject: subject ?? null,
        signedInWith: needsCertificate(programme, asked) ? ((await asked.signedInWith?.(tx)) ?? null) : null,
        fields: { ...knownFields(programme, asked, whom.handler), ...(await knownBefore(tx, programme, asked)) },
      };
      // Asked once without a number, so that refused openings use none up.
      const allowed = decideOpen(opening, ctx);
      if ('refusal' in allowed) throw refusalProblem(allowed.refusal);
      const sequence = await nextNumber(tx, programme.orderPrefix, shanghaiDay(ctx.now));
      const number = humanNumber.make(programme.orderPrefix, ctx.now, sequence);
      return await commit(tx, undefined, decideOpen({ ...opening, number }, ctx), ctx);
    },
    async rebuild(db, report) {
      let count = 0;
      for (let last: string | undefined; ; ) {
        const ids = await idsAfter(db, last, 200);
        for (const id of ids) {
          await transaction(db, async (tx) => {
            await histories.hold(tx, id);
            const state = evolveAll(await histories.history(tx, id));
            await histories.project(tx, (await catalogue.rulesOf(tx, [state]))(state), state);
          });
        }
        count += ids.length;
        last = ids.at(-1);
        if (last === undefined) break;
        report(`applications: ${count}`);
      }
      return count;
    },
  };
}

/** As much of an order as is known while it is being opened. */
type Begun = Pick<ApplicationState, 'project' | 'service' | 'stage' | 'organisation' | 'branch'> & {
  readonly id?: string;
  readonly price?: ApplicationState['price'];
  readonly subject: { readonly holding: string } | null;
};

/** A first application is about no certificate: one named with it would let it wait for another lock than its twin. */
function subjectOf(programme: Programme, asked: Pick<Asked, 'service' | 'subject'>): string | undefined {
  const service = programme.services.find((s) => s.code === asked.service);
  return service?.channel === 'online' && service.business === 'new' ? undefined : asked.subject;
}

/** Whether a business is begun only by who signed in with the certificate it is about. */
function needsCertificate(programme: Programme, asked: Pick<Asked, 'service'>): boolean {
  const service = programme.services.find((s) => s.code === asked.service);
  return service?.channel === 'online' && service.signIn !== undefined;
}

/** Whom a new order is for, and who handles it as far as that is known. */
interface ForWhom {
  readonly organisation: ApplicationState['organisation'];
  readonly branch: ForBranch | 'not-yours' | null;
  readonly handler: { readonly name?: string; readonly mobile: string };
}

/** What is known of the handler is not asked again: the registered mobile, and for a branch the name too. */
function knownFields(programme: Programme, asked: Asked, handler: ForWhom['handler']): Record<string, string> {
  const fields = fieldsAsked(programme, asked);
  const mobile = fields.find((f) => f.kind === 'mobile');
  const name = fields.find((f) => f.role === 'handler-name');
  return {
    ...(mobile ? { [mobile.code]: handler.mobile } : {}),
    ...(name && handler.name !== undefined ? { [name.code]: handler.name } : {}),
  };
}

function fieldsAsked(programme: Programme, asked: Pick<Asked, 'project' | 'service'>): readonly FieldSpec[] {
  const project = programme.projects.find((p) => p.code === asked.project);
  const service = programme.services.find((s) => s.code === asked.service);
  return project && service?.channel === 'online' ? askedIn(project, service).fields : [];
}
