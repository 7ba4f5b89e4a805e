import { makingServices, type Programme } from '@yinxin/programme';
import type { Command } from '../engine/commands.ts';
import { type Context, type Decision, type HeldCertificate, wayOf } from '../engine/context.ts';
import { decide } from '../engine/decide.ts';
import type { Actor, ApplicationEvent } from '../engine/events.ts';
import { evolve } from '../engine/evolve.ts';
import { decideOpen } from '../engine/stages/open.ts';
import type { ApplicationState } from '../engine/state.ts';
import { HANDLER, holder, ORGANISATION, RECIPIENT } from './player.ts';

type Holding = HeldCertificate & { readonly madeBy: string };

/** One account with its orders and certificates, as the rules alone make them: the house around the engine in miniature. */
export class Account {
  readonly programme: Programme;
  readonly orders = new Map<string, ApplicationState>();
  readonly holdings = new Map<string, Holding>();
  /** Fen that arrived and fen that went back, counted outside the orders. */
  readonly money = { in: 0, out: 0 };
  now = Date.parse('2026-11-23T02:00:00Z');
  arrears = false;
  #ids = 0;

  constructor(programme: Programme) {
    this.programme = programme;
  }

  id(): string {
    this.#ids += 1;
    return `0190a0a0-0000-7000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  living(): Holding[] {
    return [...this.holdings.values()].filter((one) => this.#statusOf(one) !== 'ended');
  }

  open(service: string, project: string, subject: string | null): Decision {
    const id = this.id();
    const opening = {
      id,
      number: `${this.programme.orderPrefix}261123-${String(this.#ids).padStart(6, '0')}-K`,
      project,
      service,
      organisation: ORGANISATION,
      regionConfirmed: true,
      subject,
      signedInWith: subject,
      fields: {},
    };
    const applying = [...this.orders.values()].filter(
      (o) =>
        o.project === project &&
        makingServices(this.programme).includes(o.service) &&
        !o.void &&
        o.stage !== 'finished',
    );
    const context = {
      ...this.#context(holder, subject, null),
      living: this.living(),
      applying: applying.map((o) => o.number),
    };
    const decision = decideOpen(opening, context);
    if ('events' in decision) this.#record(undefined, decision.events, holder);
    return decision;
  }

  give(order: ApplicationState, command: Command, actor: Actor): Decision {
    const context = this.#context(actor, order.subject?.holding ?? null, order.id);
    const decision = decide(order, command, context);
    if ('events' in decision) this.#record(order, decision.events, actor);
    return decision;
  }

  contextOf(order: ApplicationState, actor: Actor): Context {
    return this.#context(actor, order.subject?.holding ?? null, order.id);
  }

  #context(actor: Actor, subject: string | null, order: string | null): Context {
    const held = subject === null ? undefined : this.holdings.get(subject);
    const running = [...this.orders.values()].find(
      (o) => o.subject?.holding === subject && o.id !== order && !o.void && o.stage !== 'finished',
    );
    return {
      programme: this.programme,
      now: new Date(this.now),
      actor,
      facts: {
        organisationName: ORGANISATION.name,
        templates: {},
        subject: held ? { ...held, status: this.#statusOf(held), running: running?.number ?? null } : null,
        arrears: this.arrears,
        defaultRecipient: RECIPIENT,
      },
    };
  }

  #statusOf(held: Holding): HeldCertificate['status'] {
    if (held.status === 'ended') return 'ended';
    return Date.parse(held.notAfter) <= this.now ? 'expired' : held.status;
  }

  #record(before: ApplicationState | undefined, events: readonly ApplicationEvent[], actor: Actor): void {
    let state = before;
    for (const event of events) {
      const version = (state?.version ?? 0) + 1;
      state = evolve(state, { version, at: new Date(this.now).toISOString(), actor, event });
      this.#follow(state, event);
    }
    if (state) this.orders.set(state.id, state);
  }

  /** What the rooms around do when they hear of an event. */
  #follow(order: ApplicationState, event: ApplicationEvent): void {
    const mine = [...this.holdings.values()].find((one) => one.madeBy === order.id && one.status !== 'ended');
    const turn = (status: HeldCertificate['status']) => mine && this.holdings.set(mine.id, { ...mine, status });
    const way = wayOf(this.programme, order);
    switch (event.type) {
      case 'certificate-made': {
        const id = this.id();
        const end = order.subject?.notAfter ?? new Date(this.now + 365 * 86_400_000).toISOString();
        const held = {
          ...{ id, programme: order.programme, project: order.project, notAfter: end, running: null },
          ...{ sealName: null, lastHandler: HANDLER, madeBy: order.id },
        };
        const mediumSerial = event.mediumSerial ?? order.production.mediumSerial;
        this.holdings.set(id, { ...held, status: 'made', mediumSerial });
        return;
      }
      case 'installed':
        turn('in-use');
        return;
      case 'activated':
        turn(way.includes('binding') ? 'activated' : 'in-use');
        return;
      case 'bound':
        turn('in-use');
        return;
      case 'dispatched':
      case 'handed-over':
        if (!way.includes('activation')) turn('in-use');
        return;
      case 'subject-superseded': {
        const old = this.holdings.get(event.holding);
        if (old) this.holdings.set(old.id, { ...old, status: 'ended' });
        return;
      }
      case 'seal-installed': {
        const on = mine ?? this.holdings.get(order.subject?.holding ?? '');
        if (on) this.holdings.set(on.id, { ...on, sealName: ORGANISATION.name });
        return;
      }
      case 'voided':
      case 'given-up':
      case 'cancelled':
      case 'production-abandoned':
        turn('ended');
        return;
      case 'payment-settled':
      case 'payment-repeated':
        this.money.in += event.amountFen;
        return;
      case 'refund-paid':
        this.money.out += order.payment.paidFen ?? 0;
        return;
      default:
        return;
    }
  }
}
