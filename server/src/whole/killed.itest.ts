import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints, type Role } from '@yinxin/contract';
import {
  buildOcspRequest,
  certIdOf,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  verifyCrlSignature,
  verifyOcspResponse,
} from '@yinxin/pki';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../platform/database/index.ts';
import { allMigrations } from '../platform/migrations.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import { roomsFor } from '../rooms.ts';
import { blank, type Issued, produce } from './testing/medium.ts';
import { type Mortal, startMortal } from './testing/mortal.ts';
import { memberOf, type Patience, type Person, person } from './testing/person.ts';
import { type Applicant, act, decide, eventually, paper, prepare, register, toProduction } from './testing/steps.ts';

/** Journeys at the same time, and how often the server under all of them is killed: 30 points of a journey. */
const JOURNEYS = 3;
const DEATHS = 10;
/** Requests one journey sends at least; more when the server dies or the bank is slow. */
const REQUESTS_EACH = 34;
/** A kill comes this long after a request was sent, at most: before, in the middle of, or after its transaction. */
const LATEST_MS = 60;

const seed = Number(process.env.YINXIN_TEST_SEED ?? randomInt(1, 2 ** 31));
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-killed-'));
let database: TestDatabase;
let server: Mortal;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase(allMigrations(roomsFor('sandbox')));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await startMortal({
    DATABASE_URL: database.url,
    YINXIN_CONFIG: path.join(dataDir, 'none.yaml'),
    YINXIN_DATA_DIR: dataDir,
    YINXIN_PORT: String(port),
    YINXIN_PUBLIC_URL: url,
    YINXIN_LOG_LEVEL: 'silent',
    YINXIN_ESCROW_PREPARED_KEYS: '16',
  });
});

afterAll(async () => {
  await server?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A small generator with a seed, so that a failure can be played again. */
function random(from: number): () => number {
  let state = from % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Kills the server after request numbers spread over the whole of the journeys, each at a random moment. */
function executioner(draw: () => number): Patience {
  const share = (JOURNEYS * REQUESTS_EACH) / DEATHS;
  const points = Array.from({ length: DEATHS }, (_, n) => Math.floor((n + draw()) * share));
  let sent = 0;
  return {
    before: () => {
      sent += 1;
      if (points[0] === undefined || sent < points[0]) return;
      points.shift();
      void sleep(draw() * LATEST_MS).then(() => server.die());
    },
    again: () => server.up(),
  };
}

interface Played {
  readonly who: Applicant;
  readonly id: string;
  /** Every view that was acknowledged. */
  readonly seen: readonly ApplicationView[];
  readonly issued: Issued;
}

async function play(n: number, patience: Patience, crew: (role: Role) => Person): Promise<Played> {
  const seen: ApplicationView[] = [];
  const see = (view: ApplicationView) => void seen.push(view);
  const who = await register(person(url, patience));
  const order = await prepare(who, see);
  await toProduction(who, crew, order, see);
  const { id } = order;
  const invoice = { kind: 'e-invoice-general', title: who.name, taxNumber: who.creditCode } as const;
  see(await act(who.person, id, { type: 'set-invoice', invoice }));
  const medium = blank(800_000 + n);
  try {
    const issued = await produce(crew('production'), id, medium);
    const parcel = { carrier: '顺丰', trackingNumber: `SF9${order.number}`, mediumSerial: medium.serial };
    see(await decide(crew('shipping'), id, { type: 'dispatch', ...parcel }));
    const made = await call(crew('finance').transport, endpoints.consoleApplications.issueInvoice, {
      params: { id },
      body: { number: `2633${n}`.padStart(20, '0') },
      files: [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes: await paper(`invoice ${n}`) }],
    });
    see(made);
    return { who, id, seen, issued };
  } finally {
    await medium.dispose();
  }
}

/** Whatever was answered before a kill must still be so: every entry of every acknowledged timeline, every number. */
function expectKept(seen: readonly ApplicationView[], final: ApplicationView): void {
  const now = new Map(final.timeline.map((entry) => [entry.version, `${entry.type} ${entry.at}`]));
  for (const view of seen) {
    expect(view.version).toBeLessThanOrEqual(final.version);
    expect(view.number).toBe(final.number);
    for (const entry of view.timeline) expect(now.get(entry.version)).toBe(`${entry.type} ${entry.at}`);
    if (view.payment.chargeId !== null) expect(final.payment.chargeId).toBe(view.payment.chargeId);
    if (view.payment.paidAt !== null) expect(final.payment.paidAt).toBe(view.payment.paidAt);
  }
}

async function expectOnePairOf({ who, id, issued }: Played): Promise<void> {
  const { items } = await call(who.person.transport, endpoints.certificates.own, {});
  expect(items.map((one) => [one.use, one.status, one.applicationId]).sort()).toEqual([
    ['encrypt', 'good', id],
    ['sign', 'good', id],
  ]);
  for (const use of ['sign', 'encrypt'] as const) {
    const { serial } = parseCertificate(issued[use]);
    const found = items.find((one) => one.use === use);
    expect(BigInt(`0x${found?.serial ?? '0'}`)).toBe(BigInt(serial));
  }
}

async function expectGoodStatus({ issued }: Played): Promise<void> {
  const sign = parseCertificate(issued.sign);
  const issuer = parseCertificate(issued.chain[0] ?? new Uint8Array());
  const [crlUrl = ''] = sign.extensions.crlUrls;
  const [ocspUrl = ''] = sign.extensions.ocspUrls;
  const crl = parseCrl(new Uint8Array(await (await fetch(crlUrl)).arrayBuffer()));
  expect(verifyCrlSignature(crl, issuer.publicKey)).toBe(true);
  expect(crl.entries.has(sign.serial)).toBe(false);
  const body = new Uint8Array(buildOcspRequest({ certIds: [certIdOf(issuer, sign.serial)], nonce: randomBytes(16) }));
  const headers = { 'content-type': 'application/ocsp-request' };
  const answer = new Uint8Array(await (await fetch(ocspUrl, { method: 'POST', headers, body })).arrayBuffer());
  const verdict = verifyOcspResponse(parseOcspResponse(answer), { issuer, serial: sign.serial, at: new Date() });
  expect(verdict).toMatchObject({ good: true, status: { kind: 'good' } });
}

/** One SMS and one message for each thing that happened: no event is told twice. */
async function expectToldOnce({ who, id }: Played): Promise<void> {
  const { transport } = who.person;
  const { items: sms } = await call(transport, endpoints.sandbox.messages, { query: { to: who.mobile } });
  const texts = sms.map((one) => one.text).filter((text) => !/验证码/.test(text));
  expect(texts.length).toBeGreaterThan(3);
  expect(new Set(texts).size).toBe(texts.length);
  const { items } = await call(transport, endpoints.messages.list, { query: { size: 100 } });
  const told = items.filter((one) => one.applicationId === id).map((one) => one.text.zh);
  expect(told.length).toBeGreaterThan(4);
  expect(new Set(told).size).toBe(told.length);
}

test(`[JX-13][JX-34][JX-45] killed at 30 random points, the journey goes on where it was (seed ${seed})`, async () => {
  const patience = executioner(random(seed));
  const roles: readonly Role[] = ['reviewer', 'mail-room', 'production', 'shipping', 'finance', 'auditor'];
  const members = new Map<Role, Person>();
  for (const role of roles) members.set(role, await memberOf(url, role, patience));
  const crew = (role: Role): Person => {
    const member = members.get(role);
    if (!member) throw new Error(`nobody for ${role}`);
    return member;
  };
  const played = await Promise.all(Array.from({ length: JOURNEYS }, (_, n) => play(n, patience, crew)));
  await eventually(async () => (server.deaths === DEATHS ? true : undefined), 'the last death');
  await server.up();
  expect(server.deaths * JOURNEYS).toBe(30);
  for (const one of played) {
    const { who, id, seen } = one;
    const final = await call(who.person.transport, endpoints.applications.read, { params: { id } });
    expect(final.stage).toBe('finished');
    expect(final.paymentState).toBe('paid');
    expect(final.invoice.status).toBe('issued');
    expectKept(seen, final);
    await expectOnePairOf(one);
    await expectGoodStatus(one);
    await expectToldOnce(one);
  }
  const { transport } = crew('finance');
  const ledger = await call(transport, endpoints.finance.ledger, {});
  expect(ledger.sumFen).toBe(0);
  // Charged, received, earned; once for each order.
  expect(ledger.entries).toBe(3 * JOURNEYS);
  const payments = await call(transport, endpoints.finance.payments, { query: { status: 'paid', size: 100 } });
  expect(payments.items.map((one) => one.applicationId).sort()).toEqual(played.map((one) => one.id).sort());
  const audit = await call(crew('auditor').transport, endpoints.administration.verifyAudit, {});
  expect(audit).toMatchObject({ intact: true, firstBroken: null });
}, 300_000);
