import { ApiProblem, call } from '@yinxin/client';
import { type ApplicationView, endpoints, type Role } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestBrowser, type TestServer } from '../platform/testing/index.ts';
import { roomsFor } from '../rooms.ts';
import { blank, pair, produce } from './testing/medium.ts';
import { memberOf, type Person, person } from './testing/person.ts';
import { type Applicant, act, decide, paid, prepare, register, toCashier, toProduction } from './testing/steps.ts';

const { applications, consoleApplications, production, sandbox, finance } = endpoints;
const MANY = 20;
let server: TestServer;
let who: Applicant;
const members = new Map<Role, Person>();

beforeAll(async () => {
  server = await startTestServer({ rooms: roomsFor('sandbox') });
  const roles: readonly Role[] = [
    'reviewer',
    'mail-room',
    'production',
    'shipping',
    'finance',
    'customer-service',
    'back-office',
  ];
  for (const role of roles) members.set(role, await memberOf(server.url, role));
  who = await register(person(server.url));
});

afterAll(() => server?.close());

function crew(role: Role): Person {
  const member = members.get(role);
  if (!member) throw new Error(`nobody for ${role}`);
  return member;
}

/** Another member of staff than the sandbox's own, signed in directly. */
async function another(...roles: Role[]): Promise<TestBrowser> {
  const browser = server.browser();
  await browser.signIn({ kind: 'staff', subject: uuid(), attributes: { name: `员工${roles.join()}` }, roles });
  return browser;
}

/** Starts all at the same time; answers how often each outcome came: `ok`, or the code of the refusal. */
async function outcomes(calls: readonly (() => Promise<unknown>)[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  const settled = await Promise.allSettled(calls.map((one) => one()));
  for (const one of settled) {
    if (one.status === 'rejected' && !(one.reason instanceof ApiProblem)) throw one.reason;
    const outcome = one.status === 'fulfilled' ? 'ok' : one.reason.problem.code;
    // A refusal is an answer; a fault of ours is not.
    if (outcome === 'INTERNAL') throw one.status === 'rejected' ? one.reason : new Error(outcome);
    counted[outcome] = (counted[outcome] ?? 0) + 1;
  }
  return counted;
}

const many = (run: (n: number) => Promise<unknown>, times = MANY) =>
  Array.from({ length: times }, (_, n) => () => run(n));
const events = (view: ApplicationView, type: string) => view.timeline.filter((entry) => entry.type === type).length;
const read = (id: string) => call(who.person.transport, applications.read, { params: { id } });
const ledger = () => call(crew('finance').transport, finance.ledger, {});

async function paidOrder(): Promise<ApplicationView> {
  return toProduction(who, crew, await prepare(who));
}

test('[JX-13] one draft submitted twenty times at once is submitted once', async () => {
  const { id, dataVersion } = await prepare(who);
  const counted = await outcomes(many(() => act(who.person, id, { type: 'submit', dataVersion })));
  expect(counted.ok).toBe(1);
  expect(Object.values(counted).reduce((sum, n) => sum + n, 0)).toBe(MANY);
  expect(Object.keys(counted)).toHaveLength(2);
  expect(events(await read(id), 'submitted')).toBe(1);
});

test('[JX-13] one command repeated twenty times with one key at once has one effect and one answer', async () => {
  const { id, dataVersion } = await prepare(who);
  const idempotencyKey = uuid();
  const body = { command: { type: 'submit', dataVersion } } as const;
  const answers = await Promise.all(
    Array.from({ length: MANY }, () =>
      call(who.person.transport, applications.command, { params: { id }, body, idempotencyKey }),
    ),
  );
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(events(await read(id), 'submitted')).toBe(1);
  // The same key for something else is refused, and nothing happens.
  const other = { command: { type: 'set-delivery', mode: 'collect' } } as const;
  const refused = outcomes([
    () => call(who.person.transport, applications.command, { params: { id }, body: other, idempotencyKey }),
  ]);
  expect(await refused).toEqual({ IDEMPOTENCY_KEY_REUSED: 1 });
  expect((await read(id)).delivery.mode).toBe('post');
});

test('[JX-25] twenty reviewers approve at once: only who holds the order does', async () => {
  const { id, dataVersion } = await prepare(who);
  await act(who.person, id, { type: 'submit', dataVersion });
  const reviewers = await Promise.all(Array.from({ length: MANY }, () => another('reviewer')));
  const command = (reviewer: TestBrowser | undefined, asked: 'take' | 'approve') => {
    const body =
      asked === 'take'
        ? ({ command: { type: 'take' } } as const)
        : ({ command: { type: 'approve', dataVersion } } as const);
    return reviewer?.call(consoleApplications.command, { params: { id }, body }) ?? Promise.resolve();
  };
  const taken = await outcomes(many((n) => command(reviewers[n], 'take')));
  expect(taken.ok).toBe(1);
  const approved = await outcomes(many((n) => command(reviewers[n], 'approve')));
  expect(approved.ok).toBe(1);
  const order = await read(id);
  expect(events(order, 'approved')).toBe(1);
  expect(order.stage).toBe('payment');
});

test('[JX-34] paid in two tabs: the order is paid once, the other money waits for finance', async () => {
  const { id, dataVersion } = await prepare(who);
  await act(who.person, id, { type: 'submit', dataVersion });
  await decide(crew('reviewer'), id, { type: 'take' });
  await decide(crew('reviewer'), id, { type: 'approve', dataVersion });
  const before = await ledger();
  const tabs = await Promise.all([toCashier(who.person, id), toCashier(who.person, id)]);
  expect(new Set(tabs.map((tab) => tab.chargeId)).size).toBe(1);
  await Promise.all(
    tabs.map(({ reference }) =>
      call(who.person.transport, sandbox.cashier, { params: { reference }, body: { outcome: 'succeed-twice' } }),
    ),
  );
  const order = await paid(who.person, id);
  await server.deps.jobs.idle();
  expect(events(await read(id), 'payment-settled')).toBe(1);
  const after = await ledger();
  expect(after.sumFen).toBe(0);
  // Charged, received, and received without a claim.
  expect(after.entries - before.entries).toBe(3);
  const suspense = (view: typeof after) => view.accounts.find((one) => one.account === 'suspense')?.balanceFen ?? 0;
  expect(Math.abs(suspense(after) - suspense(before))).toBe(order.price.totalFen);
});

test('[JX-45] two desks make one order at once: one pair, one medium', async () => {
  const { id } = await paidOrder();
  const media = [blank(810_001), blank(810_002)];
  try {
    const desks = [crew('production'), crew('production')];
    const counted = await outcomes(media.map((medium, n) => () => produce(desks[n] ?? crew('production'), id, medium)));
    expect(counted.ok).toBe(1);
    const order = await read(id);
    expect(order.production.status).toBe('made');
    expect(order.production.certificates.map((one) => one.use).sort()).toEqual(['encrypt', 'sign']);
    const { items } = await call(who.person.transport, endpoints.certificates.own, {});
    expect(items.filter((one) => one.applicationId === id)).toHaveLength(2);
    // Sent twice at once: one parcel, told once.
    const parcel = { type: 'dispatch', carrier: '顺丰', mediumSerial: order.production.mediumSerial ?? '' } as const;
    const sent = await outcomes(
      many((n) => decide(crew('shipping'), id, { ...parcel, trackingNumber: `SF77${order.number}${n}` }), 5),
    );
    expect(sent.ok).toBe(1);
    expect(events(await read(id), 'dispatched')).toBe(1);
  } finally {
    for (const medium of media) await medium.dispose();
  }
});

test('[JX-45] one request of one medium sent twenty times at once makes one pair; whoever is too many may ask again', async () => {
  const { id } = await paidOrder();
  const medium = blank(810_003);
  try {
    const { request } = await pair(crew('production'), id, medium);
    const body = { mediumSerial: medium.serial, request: Buffer.from(request).toString('base64') };
    const made = new Set<string>();
    const counted = await outcomes(
      many(async () => {
        const answer = await call(crew('production').transport, production.request, { params: { id }, body });
        made.add(`${answer.sign} ${answer.encrypt}`);
      }),
    );
    expect(made.size).toBe(1);
    expect(Object.keys(counted).filter((code) => code !== 'ok' && code !== 'ISSUANCE_BUSY')).toEqual([]);
    const { items } = await call(who.person.transport, endpoints.certificates.own, {});
    expect(items.filter((one) => one.applicationId === id)).toHaveLength(2);
  } finally {
    await medium.dispose();
  }
});

test('[JX-09][JX-35][JX-36] a name corrected while the bank calls back: the order is void, the money known, refunded once', async () => {
  const whom = await register(person(server.url));
  const { transport } = whom.person;
  const { id, dataVersion } = await prepare(whom);
  await act(whom.person, id, { type: 'submit', dataVersion });
  await decide(crew('reviewer'), id, { type: 'take' });
  await decide(crew('reviewer'), id, { type: 'approve', dataVersion });
  const { reference } = await toCashier(whom.person, id);
  const { enterNameCorrection, decideNameCorrection } = endpoints.consoleRequests;
  const correction = await call(crew('customer-service').transport, enterNameCorrection, {
    body: { creditCode: whom.creditCode, rightName: `${whom.name}赣江分公司`, note: '名称少写' },
  });
  await Promise.all([
    call(transport, sandbox.cashier, { params: { reference }, body: { outcome: 'succeed-twice' } }),
    call(crew('back-office').transport, decideNameCorrection, {
      params: { id: correction.id },
      body: { decision: 'approve', answer: '' },
    }),
  ]);
  await server.deps.jobs.idle();
  const order = await call(transport, applications.read, { params: { id } });
  expect(order.void?.wrong).toBe('name');
  expect(order.payment.paidAt).not.toBeNull();
  // Asked for, approved and paid out by many hands at once: each step once, never by the hand of the step before.
  const requested = await outcomes(many(() => act(whom.person, id, { type: 'request-refund', note: '名称有误' }), 5));
  expect(requested).toEqual({ ok: 1, REFUND_REQUESTED: 4 });
  const desk = await Promise.all(Array.from({ length: 5 }, () => another('finance', 'back-office')));
  const all = (command: { type: 'approve-refund' } | { type: 'pay-out-refund'; reference: string }) =>
    outcomes(desk.map((one) => () => one.call(consoleApplications.command, { params: { id }, body: { command } })));
  expect(await all({ type: 'approve-refund' })).toEqual({ ok: 1, REFUND_NOT_REQUESTED: 4 });
  const paidOut = await all({ type: 'pay-out-refund', reference: 'BANK-1' });
  expect(paidOut.ok).toBe(1);
  const final = await call(transport, applications.read, { params: { id } });
  expect(events(final, 'refund-approved')).toBe(1);
  expect(events(final, 'refund-paid')).toBe(1);
  expect((await ledger()).sumFen).toBe(0);
  const { accounts } = await ledger();
  expect(accounts.find((one) => one.account === 'refund-payable')?.balanceFen).toBe(0);
});

test('sixty commands at once, each with a transaction of its own, wait for each other and never for a second connection', async () => {
  const drafts = await Promise.all(Array.from({ length: 3 }, () => prepare(who)));
  const reviewers = await Promise.all(Array.from({ length: MANY }, () => another('reviewer')));
  for (const { id, dataVersion } of drafts) await act(who.person, id, { type: 'submit', dataVersion });
  const began = performance.now();
  const counted = await outcomes(
    many((n) => {
      const [draft, reviewer] = [drafts[n % 3], reviewers[n % MANY]];
      if (!draft || !reviewer) throw new Error('nobody');
      const command = { type: 'log-contact', channel: 'phone', reached: true, note: `第${n}次` } as const;
      return reviewer.call(consoleApplications.command, { params: { id: draft.id }, body: { command } });
    }, 60),
  );
  expect(counted).toEqual({ ok: 60 });
  // A stall for a connection ends after 10 s with a failure, so this is far from a time: it only says that nobody stalled.
  expect(performance.now() - began).toBeLessThan(60_000);
});
