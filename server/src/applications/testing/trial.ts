import { type ApplicantCommand, endpoints, type StaffCommand } from '@yinxin/contract';
import { creditCode, humanNumber } from '@yinxin/identifiers';
import { askedIn, type Programme } from '@yinxin/programme';
import { formsOf, programmes } from '@yinxin/programmes';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { type ProblemDocument, transaction } from '../../platform/index.ts';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { type Context, serviceOf } from '../engine/context.ts';
import type { Actor } from '../engine/events.ts';
import { histories } from '../store/history.ts';
import type { HeldFacts } from '../wiring.ts';
import { type Hall, startHall } from './hall.ts';
import { heldBy, ORGANISATION, Player, worker } from './player.ts';

const { applications, consoleApplications } = endpoints;
/** Four weeks after the orders of a trial begin to be played, so that what was long ago can be told from today. */
const NOW = '2026-12-21T10:30:00+08:00';

/** The programme of a code. */
export function programmeOf(code: string): Programme {
  const found = programmes.find((one) => one.code === code);
  if (!found) throw new Error(`no programme ${code}`);
  return found;
}

/** What came of a try. */
type Tried = readonly [status: number, code: string];

/** The forms of a business that are in force in the hall: an order with others would begin by following them. */
function inForce(programme: Programme, service: string): Record<string, number> {
  const [project] = programme.projects;
  if (!project) return {};
  const asked = askedIn(project, serviceOf(programme, { service })).materials.map(({ form }) => form);
  const forms = formsOf(programme.code).filter(({ code }) => asked.includes(code));
  return Object.fromEntries(forms.map(({ code, version }) => [code, version]));
}

/**
 * Orders of one organisation, played by the rules as far as wanted and then put into the hall, so that whatever is to be
 * refused can be tried through the API there.
 */
export class Trial {
  readonly hall: Hall;
  readonly holder: TestBrowser;
  readonly #held: Map<string, HeldFacts>;
  /** Kinds of invoice the payer of an order may have; an order that is not here has those of its programme. */
  readonly invoiceKinds: Map<string, Context['facts']['invoiceKinds']>;
  // Far from the numbers that the hall gives out itself.
  #made = 100_000;

  private constructor(
    hall: Hall,
    holder: TestBrowser,
    held: Map<string, HeldFacts>,
    invoiceKinds: Trial['invoiceKinds'],
  ) {
    this.hall = hall;
    this.holder = holder;
    this.#held = held;
    this.invoiceKinds = invoiceKinds;
  }

  static async open(): Promise<Trial> {
    const held = new Map<string, HeldFacts>();
    const invoiceKinds: Trial['invoiceKinds'] = new Map();
    const living = (id: string) => [...held.values()].filter((one) => one.organisationId === id);
    const hall = await startHall(
      {
        holdings: () => ({ held: async (_db, id) => held.get(id), living: async (_db, id) => living(id) }),
        invoiceKinds: () => async (_db, id) => invoiceKinds.get(id),
      },
      NOW,
    );
    hall.organisations.set(ORGANISATION.id, { ...ORGANISATION, mobile: '13800138000' });
    const holder = hall.server.browser();
    await holder.signIn({ kind: 'organisation', subject: ORGANISATION.id, attributes: { name: ORGANISATION.name } });
    return new Trial(hall, holder, held, invoiceKinds);
  }

  /** A certificate that the organisation holds of a programme. */
  held(programme: Programme, more: Partial<HeldFacts> = {}): HeldFacts {
    const { running: _, lastHandler: __, ...plain } = heldBy(programme, { id: uuid() });
    const mine = { organisationId: ORGANISATION.id, holderCode: ORGANISATION.creditCode, applicationId: uuid() };
    const one = { ...plain, ...mine, ...more };
    this.#held.set(one.id, one);
    return one;
  }

  /** An order to be played and then put into the hall; a business about a certificate gets one. */
  order(programme: Programme, service: string, more: { held?: HeldFacts; region?: string } = {}): Player {
    this.#made += 1;
    const number = humanNumber.make(programme.orderPrefix, new Date(NOW), this.#made);
    const { region, held } = more;
    const code = region === undefined ? ORGANISATION.creditCode : creditCode.numbered(this.#made, region);
    const templates = inForce(programme, service);
    class Played extends Player {
      override context(actor: Actor): Context {
        const context = super.context(actor);
        return { ...context, facts: { ...context.facts, templates } };
      }
    }
    return new Played(programme, service, {
      opening: { id: uuid(), number, organisation: { ...ORGANISATION, creditCode: code } },
      ...(service === 'new' ? {} : { subject: { ...heldBy(programme), ...(held ?? this.held(programme)) } }),
    });
  }

  /** Puts an order into the hall as it was played. */
  async put(order: Player): Promise<{ readonly id: string }> {
    const { db, sealing } = this.hall.server.deps;
    const { state, history } = order;
    await transaction(db, (tx) => histories(sealing).add(tx, order.programme, [{ state, history }]));
    return { id: state.id };
  }

  /** The holder tries a command on an order. */
  async asHolder(order: Player, command: ApplicantCommand): Promise<Tried> {
    const params = await this.put(order);
    return this.unchanged(params, () => this.holder.refused(applications.command, { params, body: { command } }));
  }

  /** Somebody of a role tries a command on an order. */
  async asStaff(order: Player, role: string, command: StaffCommand): Promise<Tried> {
    const [params, clerk] = [await this.put(order), await this.hall.staff(role)];
    return this.unchanged(params, () => clerk.refused(consoleApplications.command, { params, body: { command } }));
  }

  /** An order in the hands of a reviewer. */
  async inReview(order: Player) {
    const reviewer = await this.hall.staff('reviewer');
    order.to('review').do({ type: 'take' }, worker('reviewer', reviewer.id));
    return { reviewer, params: await this.put(order) };
  }

  /** A reviewer tries to return a material for this reason. */
  async returning(order: Player, code: string, reason: string): Promise<Tried> {
    const { reviewer, params } = await this.inReview(order);
    const faults = [{ item: { kind: 'material' as const, code }, reason }];
    const body = { command: { type: 'return-materials', faults } } as const;
    return this.unchanged(params, () => reviewer.refused(consoleApplications.command, { params, body }));
  }

  /** The mail room has found everything but the key, and tries to pass what there is. */
  async passingWithoutKey(order: Player): Promise<Tried> {
    order.do({ type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890123' });
    const faults = [{ item: { kind: 'material' as const, code: 'medium' }, reason: 'paper-missing' }];
    order.do({ type: 'report-paper-faults', faults }, worker('mail-room'));
    return this.asStaff(order, 'mail-room', { type: 'confirm-papers' });
  }

  /** Tries to open a business; the organisation has afterwards the orders it had before. */
  async opening(...asked: Parameters<Trial['answerToOpening']>): Promise<Tried> {
    return said(await this.answerToOpening(...asked));
  }

  /** As `opening`, with the texts. */
  async answerToOpening(
    programme: Programme,
    service: string,
    more: { readonly subject?: string; readonly branch?: string } = {},
    by: TestBrowser = this.holder,
  ): Promise<ProblemDocument> {
    const project = programme.projects[0]?.code ?? '';
    const body = { programme: programme.code, project, service, regionConfirmed: true, ...more };
    const count = async () => (await by.call(applications.list, { query: { size: 1 } })).total;
    const before = await count();
    const answer = await by.refused(applications.open, { body });
    expect(await count()).toBe(before);
    return answer;
  }

  /** What a refusal says, after the order it is about was found as it stood before. */
  async unchanged({ id }: { readonly id: string }, attempt: () => Promise<ProblemDocument>): Promise<Tried> {
    const { db } = this.hall.server.deps;
    const before = await this.hall.service.read(db, id);
    const answer = await attempt();
    expect(await this.hall.service.read(db, id)).toEqual(before);
    return said(answer);
  }
}

/** Status and code of a refusal that says in both languages what happened and what to do next, with every place filled in. */
export function said({ status, code, detail, next }: ProblemDocument): Tried {
  for (const { zh, en } of [detail, next]) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[A-Za-z]{2}/);
    expect(`${zh}${en}`).not.toMatch(/\{\w+\}/);
  }
  return [status, code];
}
