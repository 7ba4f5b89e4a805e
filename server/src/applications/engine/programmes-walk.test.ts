import { askedIn, type OnlineService, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probe } from '../present/actions.ts';
import { Account } from '../testing/account.ts';
import { onward, scan } from '../testing/onward.ts';
import { answer, holder, house, worker } from '../testing/player.ts';
import type { Command, CommandType } from './commands.ts';
import { projectOf, serviceOf } from './context.ts';
import type { Actor } from './events.ts';
import { permissions } from './permissions.ts';
import { describeRefusal } from './refusal.ts';
import { mediumOf } from './stages/holder.ts';
import { mediaWanted, writable } from './stages/install.ts';
import type { ApplicationState } from './state.ts';
import { waitingKey } from './waiting.ts';

const types = Object.keys(permissions).filter((t): t is CommandType => t in permissions);
const roles = ['reviewer', 'mail-room', 'production', 'shipping', 'customer-service', 'finance', 'back-office'];
const STEPS = Number(process.env.WALK_STEPS ?? 20_000);

/** A command of a type as somebody would give it: mostly sensible, sometimes for another medium, seal or sum. */
function command(account: Account, order: ApplicationState, type: CommandType, dice: Dice): Command | undefined {
  const { programme } = account;
  const project = projectOf(programme, order);
  const own = mediumOf(order) ?? 'YK0001';
  const mediumSerial = dice.one([own, own, ...writable(order, { programme }), 'YK9999']) ?? own;
  const chargeId = account.id();
  switch (type) {
    case 'save-draft': {
      const specs = askedIn(project, serviceOf(programme, order)).fields;
      const values = specs.map((f) => [f.code, f.kind === 'choice' ? (dice.one(choices(f)) ?? '') : answer(f)]);
      return { type, fields: Object.fromEntries(values) };
    }
    case 'attach-material': {
      const spec = dice.one(project.materials);
      return spec && { type, material: spec.code, file: scan(account.id()) };
    }
    case 'remove-material': {
      const spec = dice.one(project.materials);
      return spec && { type, material: spec.code };
    }
    case 'charge-opened':
      return { type, chargeId, attemptId: chargeId };
    case 'payment-pending':
      return { type, chargeId };
    case 'payment-settled': {
      const amountFen = order.price?.totalFen ?? 1;
      const paidAt = new Date(account.now).toISOString();
      return { type, chargeId: order.payment.chargeId ?? chargeId, amountFen, paidAt };
    }
    case 'payment-failed':
      return { type, text: { zh: '失败', en: 'failed' } };
    case 'refund-paid':
      return { type, reference: 'R' };
    case 'production-started':
      return { type, mediumSerial: `YK${dice.below(1e6)}`, passwordCard: 'PC' };
    case 'certificate-made':
      return order.stage === 'install' ? { type, certificates: [], mediumSerial } : { type, certificates: [] };
    case 'production-abandoned':
      return { type, reason: 'spoiled' };
    case 'provide-media': {
      const stage = serviceOf(programme, order).stages.find((s) => s.kind === 'provision');
      const card = stage?.kind === 'provision' && stage.passwordCard ? 'PC1' : null;
      const items = Array.from({ length: mediaWanted(order, { programme }) }, (_, i) => ({
        mediumSerial: `YK${order.number}${i}`,
        passwordCard: card,
      }));
      return { type, items, carrier: '顺丰速运', trackingNumber: 'SF1234567890123' };
    }
    case 'install-started':
    case 'installed':
    case 'activated':
    case 'unlocked':
      return { type, mediumSerial };
    case 'received':
      return { type, at: new Date(account.now).toISOString(), source: 'courier' };
    case 'bound': {
      const stage = serviceOf(programme, order).stages.find((s) => s.kind === 'binding');
      return { type, system: stage?.kind === 'binding' ? stage.system : 'none', account: 'A' };
    }
    case 'seal-made':
      return { type, sealId: `S${order.number}` };
    case 'seal-installed':
      return { type, sealId: `S${order.number}`, mediumSerial };
    case 'invoice-issued':
      return { type, number: '26001234567890', file: 'f' };
    case 'void':
      // Back office voids seldom, else nothing lives long enough.
      return dice.below(3) === 0 ? { type, wrong: 'name', note: null } : undefined;
    case 'attach-refund-letter':
      return { type, file: scan(account.id()) };
    case 'set-delivery': {
      const recipient = { name: '赵收件', mobile: '13900139000', address: '广东省深圳市某路 2 号' };
      return dice.below(2) === 0 ? { type, mode: 'post', recipient } : { type, mode: 'collect' };
    }
    case 'dispatch':
      return { type, carrier: '顺丰速运', trackingNumber: 'SF1234567890124', mediumSerial };
    case 'refresh':
    case 'remind-papers':
    case 'expire-lock':
    case 'recheck':
      return { type };
    default:
      return probe(order, type, account.contextOf(order, holder));
  }
}

const choices = (f: {
  readonly choices?: readonly { readonly code: string; readonly accepted: boolean }[] | undefined;
}) => (f.choices ?? []).filter((c) => c.accepted).map((c) => c.code);

/** Numbers that are the same in every run of one seed. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed | 0;
  }
  /** A whole number from 0, less than n (mulberry32). */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * n);
  }
  one<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}

function actorOf(type: CommandType, dice: Dice): Actor {
  if (dice.below(12) === 0) return dice.one([holder, house, worker('auditor'), worker('reviewer', 'r9')]) ?? house;
  const { by, roles: allowed } = permissions[type];
  if (by === 'applicant') return holder;
  return by === 'system' ? house : worker(dice.one(allowed ?? roles) ?? '', `s${dice.below(4)}`);
}

function openSomething(account: Account, dice: Dice): void {
  const service = dice.one(account.programme.services.filter((s): s is OnlineService => s.channel === 'online'));
  const project = dice.one(account.programme.projects);
  if (!service || !project) return;
  if (service.business === 'new') {
    account.open(service.code, project.code, null);
    return;
  }
  // Any certificate, also one that is over or another's turn; then each in turn until one is accepted.
  const held = [...account.holdings.keys()];
  for (const one of [dice.one(held), ...held]) {
    if (one !== undefined && 'events' in account.open(service.code, project.code, one)) return;
  }
}

/** Over, and what was paid for it is still here. */
const owes = ({ void: over, payment, refund }: ApplicationState) =>
  over !== null && payment.paidAt !== null && refund.status !== 'refunded';

/** Most of the time what the order waits for, else anything by anybody. */
function nextAct(account: Account, order: ApplicationState, dice: Dice) {
  if (dice.below(5) < 3) return onward(account, order);
  const type = dice.one(types);
  const asked = type && command(account, order, type, dice);
  return asked && type && { command: asked, actor: actorOf(type, dice) };
}

function check(account: Account, before: ApplicationState, after: ApplicationState): void {
  expect(after.version).toBeGreaterThanOrEqual(before.version);
  if (before.payment.paidAt !== null) expect(after.payment.paidAt).toBe(before.payment.paidAt);
  if (before.void) expect(after.void).toEqual(before.void);
  if (before.stage === 'finished') expect(after.stage).toBe('finished');
  for (const project of account.programme.projects) {
    if (!project.oneCertificate) continue;
    const good = account.living().filter((h) => h.project === project.code && Date.parse(h.notAfter) > account.now);
    // A successor that is being installed is no second one: the former gives way when it is on the medium (PA-27).
    const ids = new Set(good.map((h) => h.id));
    const living = good.filter((h) => !ids.has(account.orders.get(h.madeBy)?.subject?.holding ?? ''));
    expect(living.length, `${project.code}: living certificates`).toBeLessThanOrEqual(1);
  }
}

function balanced(account: Account): void {
  let paid = 0;
  let back = 0;
  for (const { payment, refund } of account.orders.values()) {
    paid += (payment.paidFen ?? 0) + payment.extra.reduce((sum, p) => sum + p.amountFen, 0);
    if (refund.status === 'refunded') back += payment.paidFen ?? 0;
  }
  expect(account.money).toEqual({ in: paid, out: back });
}

/** Who holds the ball can move the order: by the ordinary next act, now or once a reviewer's hold has run out, or by another. */
function hasWayOn(account: Account, order: ApplicationState, dice: Dice): boolean {
  const { actor } = waitingKey(order);
  if (actor === 'nobody') return order.void !== null || order.stage === 'finished';
  const moves = (given: { readonly command: Command; readonly actor: Actor }) => {
    const copy = new Account(account.programme);
    Object.assign(copy, { holdings: new Map(account.holdings), orders: new Map(account.orders) });
    Object.assign(copy, { now: account.now + 3_600_000, arrears: account.arrears });
    const decision = copy.give(order, given.command, given.actor);
    return 'events' in decision && decision.events.length > 0;
  };
  const next = onward(account, order);
  if (next && moves(next)) return true;
  // What holds an order may lie outside it: debts of the organisation.
  if (order.hold?.reasons.includes('arrears') && account.arrears) return true;
  return types.some((type) => {
    const { by, roles: allowed } = permissions[type];
    if (type === 'void' || type === 'log-contact') return false;
    const who =
      by === 'applicant' ? [holder] : by === 'system' ? [house] : (allowed ?? []).map((r) => worker(r, 'new'));
    const asked = command(account, order, type, dice);
    return asked !== undefined && who.some((one) => moves({ command: asked, actor: one }));
  });
}

/** What a walk met. */
interface Seen {
  readonly done: number;
  readonly refused: number;
  readonly finished: number;
  readonly refunded: number;
  /** Acts that left an order over and its payment with the house. */
  readonly refundable: number;
  readonly stages: ReadonlySet<string>;
}

function walk(programme: Programme, steps: number, seed: number): Seen {
  const dice = new Dice(seed);
  let account = new Account(programme);
  const count = { done: 0, refused: 0, finished: 0, refunded: 0, refundable: 0, stages: new Set<string>() };
  for (let i = 0; i < steps; i++) {
    if (i % 2000 === 0) account = new Account(programme);
    account.now += dice.below(20) * 3_600_000;
    if (dice.below(40) === 0) account.arrears = !account.arrears;
    const open = [...account.orders.values()].filter((o) => o.void === null && o.stage !== 'finished');
    if (open.length < 4 && dice.below(10) === 0) openSomething(account, dice);
    const all = [...account.orders.values()];
    const order = dice.one(dice.below(5) > 0 ? open : dice.below(2) > 0 ? all : all.filter(owes));
    const given = order && nextAct(account, order, dice);
    if (!order || !given) continue;
    const decision = account.give(order, given.command, given.actor);
    expect('refusal' in decision).not.toBe('events' in decision);
    const after = account.orders.get(order.id) ?? order;
    if ('refusal' in decision) {
      count.refused += 1;
      expect(after).toBe(order);
      const { detail, next } = describeRefusal(decision.refusal);
      for (const text of [detail.zh, detail.en, next.zh, next.en]) expect(text.length).toBeGreaterThan(3);
    } else if (decision.events.length > 0) {
      count.done += 1;
      check(account, order, after);
      count.stages.add(`${after.service}:${after.stage}`);
      if (after.stage === 'finished' && order.stage !== 'finished') count.finished += 1;
      if (owes(after) && !owes(order)) count.refundable += 1;
      if (after.refund.status === 'refunded' && order.refund.status !== 'refunded') count.refunded += 1;
      if (i % 50 === 0) expect(hasWayOn(account, after, dice), JSON.stringify({ ...after, materials: 0 })).toBe(true);
    }
    if (i % 100 === 0) balanced(account);
  }
  balanced(account);
  return count;
}

describe.each(programmes.map((p) => [p.code, p] as const))('a walk through %s', (_, programme) => {
  test(`${STEPS} random commands: always a way on, never half refused, money balanced, one certificate where one may be`, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const seen = walk(programme, STEPS, seed);
        const { done, refused } = seen;
        expect(done).toBeGreaterThan(STEPS / 20);
        expect(refused).toBeGreaterThan(STEPS / 20);
        // A walk that stays at the door would prove nothing: every service was walked to its end.
        const ends = programme.services.filter((s) => s.channel === 'online').map((s) => `${s.code}:finished`);
        expect(ends.filter((end) => !seen.stages.has(end))).toEqual([]);
        expect(seen.refunded > 0).toBe(seen.refundable > 0);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});
