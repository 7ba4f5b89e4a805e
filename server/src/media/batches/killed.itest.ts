import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@yinxin/client';
import { endpoints, type Role } from '@yinxin/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../platform/database/index.ts';
import { allMigrations } from '../../platform/migrations.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { roomsFor } from '../../rooms.ts';
import { blank, produce } from '../../whole/testing/medium.ts';
import { type Mortal, startMortal } from '../../whole/testing/mortal.ts';
import { memberOf, type Person, person } from '../../whole/testing/person.ts';
import { prepare, register, toProduction } from '../../whole/testing/steps.ts';

const { productionBatches, certificates } = endpoints;
const ORDERS = 2;
/** Kills in the batch, each at a random moment after a request of its own; more of them when asked for. */
const DEATHS = Number(process.env.YINXIN_BATCH_DEATHS ?? 2);
const REQUESTS = ORDERS * 8;
const LATEST_MS = 60;

const seed = Number(process.env.YINXIN_TEST_SEED ?? randomInt(1, 2 ** 31));
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-batch-'));
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
    YINXIN_ESCROW_PREPARED_KEYS: '8',
  });
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Kills the server after requests spread over the batch; a small generator, so that a failure can be played again. */
function executioner() {
  let state = seed % 2_147_483_647 || 1;
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const share = REQUESTS / DEATHS;
  const points = Array.from({ length: DEATHS }, (_, n) => Math.floor((n + draw()) * share));
  let sent = 0;
  return {
    before: () => {
      sent += 1;
      if (points[0] === undefined || sent <= points[0]) return;
      points.shift();
      void sleep(draw() * LATEST_MS).then(() => server.die());
    },
    again: () => server.up(),
  };
}

test(`a batch whose server is killed ${DEATHS} times loses nothing and makes nothing twice (seed ${seed})`, async () => {
  const members = new Map<Role, Person>();
  for (const role of ['reviewer', 'mail-room', 'production', 'finance'] as const) {
    members.set(role, await memberOf(url, role));
  }
  const crew = (role: Role): Person => {
    const member = members.get(role);
    if (!member) throw new Error(`nobody for ${role}`);
    return member;
  };
  const applicants = [];
  for (let n = 0; n < ORDERS; n += 1) {
    const who = await register(person(url));
    await toProduction(who, crew, await prepare(who));
    applicants.push(who);
  }
  const operator = await memberOf(url, 'production', executioner());
  const { transport } = operator;
  const started = await call(transport, productionBatches.start, { body: { count: 10 } });
  const params = { id: started.id };
  expect(started.items.length).toBe(ORDERS);
  const media = started.items.map((_, n) => blank(700_000 + n));
  try {
    for (const [n, medium] of media.entries()) {
      const { next } = await call(transport, productionBatches.read, { params });
      expect(next).toBe(started.items[n]?.applicationId);
      await produce(operator, next ?? '', medium);
      await call(transport, productionBatches.label, { params: { ...params, application: next ?? '' } });
    }
  } finally {
    for (const medium of media) await medium.dispose();
  }
  const ended = await call(transport, productionBatches.close, { params });
  await server.up();
  expect(server.deaths).toBe(DEATHS);
  expect(ended).toMatchObject({ status: 'closed', counts: { done: ORDERS, made: 0, waiting: 0, left: 0 } });
  expect(ended.items.map(({ mediumSerial }) => mediumSerial)).toEqual(media.map(({ serial }) => serial));
  expect((await call(transport, productionBatches.list, { query: {} })).total).toBe(1);
  for (const who of applicants) {
    const { items } = await call(who.person.transport, certificates.own, {});
    expect(items.map(({ use, status }) => [use, status]).toSorted()).toEqual([
      ['encrypt', 'good'],
      ['sign', 'good'],
    ]);
  }
}, 120_000);
