import { ApplicationView } from '@yinxin/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probe } from '../present/actions.ts';
import { applicationView } from '../present/application.ts';
import { applicant, charge, fields, file, Order, programme, staff, system } from '../testing/order.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Actor } from './events.ts';
import { permissions } from './permissions.ts';
import { currentClock, waitingKey } from './waiting.ts';

const types = Object.keys(permissions).filter((t): t is Command['type'] => t in permissions);

/** Everybody who could give the command, and some who may not. */
function actorFor(type: Command['type'], who: number): Actor {
  const permission = permissions[type];
  const others: Actor[] = [applicant, system, staff('auditor'), staff('reviewer', 'r2')];
  const stranger = others[who % 7];
  if (stranger) return stranger;
  if (permission.by === 'applicant') return applicant;
  return permission.by === 'system'
    ? system
    : staff(permission.roles?.[who % permission.roles.length] ?? '', `s${who % 3}`);
}

function commandFor(order: Order, type: Command['type'], seed: number): Command | undefined {
  const { state } = order;
  const chargeId = charge(seed % 3);
  const spec = programme.projects.find((p) => p.code === state.project)?.materials[seed % 3];
  switch (type) {
    case 'save-draft':
      return { type, fields: seed % 4 === 0 ? { 'seal-name': `印章${seed}` } : fields };
    case 'attach-material':
      return (
        spec && {
          type,
          material: spec.code,
          file: file(`${spec.code}${seed % 5}`, spec.form ? order.mark(spec.form) : null),
        }
      );
    case 'remove-material':
      return spec && { type, material: spec.code };
    case 'charge-opened':
      return { type, chargeId, attemptId: String(seed) };
    case 'payment-pending':
      return { type, chargeId };
    case 'payment-settled':
      return { type, chargeId, amountFen: state.price?.totalFen ?? 1, paidAt: order.now.toISOString() };
    case 'payment-failed':
      return { type, text: { zh: '失败', en: 'failed' } };
    case 'refund-paid':
      return { type, reference: 'R' };
    case 'production-started':
      return { type, mediumSerial: `YK${seed % 2}`, passwordCard: 'PC' };
    case 'certificate-made':
      return { type, certificates: [] };
    case 'production-abandoned':
      return { type, reason: 'spoiled' };
    case 'invoice-issued':
      return { type, number: '26001234567890', file: 'f' };
    case 'void':
      return { type, wrong: 'name', note: null };
    case 'refresh':
    case 'remind-papers':
    case 'expire-lock':
      return { type };
    default:
      return probe(state, type, order.context(applicant));
  }
}

const step = fc.record({ type: fc.constantFrom(...types), who: fc.nat(40), seed: fc.nat(20), hours: fc.nat(30) });

test('a random walk never loses money, never half-refuses, and every state can be shown', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 2, 3, 4, 5), fc.array(step, { maxLength: 40 }), (start, steps) => {
      const order = Order.at(
        (['fill', 'review', 'payment', 'papers', 'production', 'delivery'] as const)[start] ?? 'fill',
      );
      for (const { type, who, seed, hours } of steps) {
        order.later(hours);
        const actor = actorFor(type, who);
        const command = commandFor(order, type, seed);
        if (!command) continue;
        const before = order.state;
        const decision = decide(before, command, order.context(actor));
        expect('refusal' in decision).not.toBe('events' in decision);
        if ('refusal' in decision) continue;
        order.record(decision, actor);
        const after = order.state;
        // Paid stays paid; what is void stays void; what is finished stays finished.
        if (before.payment.paidAt !== null) expect(after.payment.paidAt).toBe(before.payment.paidAt);
        if (before.void) expect(after.void).toEqual(before.void);
        if (before.stage === 'finished') expect(after.stage).toBe('finished');
        expect(after.dataVersion).toBeGreaterThanOrEqual(before.dataVersion);
      }
      ApplicationView.parse(applicationView(order.state, order.history, order.context(applicant)));
    }),
    { numRuns: 60 },
  );
});

test('no dead end: wherever an order stands, whoever holds the ball can do something', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const order = Order.at('payment');
      for (const { type, who, seed } of steps) {
        const command = commandFor(order, type, seed);
        const decision = command && decide(order.state, command, order.context(actorFor(type, who)));
        if (decision && 'events' in decision) order.record(decision, actorFor(type, who));
      }
      const { key, actor } = waitingKey(order.state);
      expect(currentClock(order.state, { programme }).actor).toBe(actor);
      if (actor === 'nobody') {
        expect(['void', 'finished', 'refunded']).toContain(key);
        return;
      }
      const possible = types.some((type) =>
        [0, 1, 2].some((seed) => {
          const command = commandFor(order, type, seed);
          const roles = permissions[type].roles ?? ['-'];
          const by: Actor =
            actor === 'applicant' && permissions[type].by === 'applicant'
              ? applicant
              : permissions[type].by === 'system'
                ? system
                : staff(roles[0] ?? '', 'fresh');
          if (!command || (actor === 'authority' && by.kind === 'applicant')) return false;
          const decision = decide(order.state, command, order.context(by));
          return 'events' in decision && decision.events.length > 0 && type !== 'log-contact';
        }),
      );
      expect(possible, `${order.state.stage} ${key}`).toBe(true);
    }),
    { numRuns: 100 },
  );
});
