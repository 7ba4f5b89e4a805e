import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { authorities } from '@yinxin/contract';
import { parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Room } from '../../platform/index.ts';
import { startTestServer, type TestServer } from '../../platform/testing/index.ts';
import { initAuthority, issuanceRoom, SANDBOX_NAMES } from '../index.ts';
import { journalFile } from '../journal/file.ts';
import { journalPlace } from '../service.ts';
import type { IssuanceTables } from '../tables.ts';
import { holder, subscriber } from '../testing/house.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'yinxin-store-'));
const kept = path.join(folder, 'token');
const library = fileURLToPath(import.meta.resolve('../../../../packages/keystore/src/testing/kept-module.ts'));
const hsm = {
  kind: 'pkcs11',
  library,
  token: 'software',
  pin: '4711',
  sm2: { keyGenMechanism: 0x8000_1001, signMechanism: 0x8000_1002, keyType: 0x8000_1003, input: 'message' },
};

let server: TestServer;
const room = issuanceRoom({ ports: () => ({ audit: async () => {} }) });
beforeAll(async () => {
  process.env.KEPT_MODULE = kept;
  // Both CAs of this house have their keys in the store.
  const before: Room = {
    name: 'before',
    migrations: {},
    register() {},
    async start(deps) {
      await initAuthority(deps, SANDBOX_NAMES, { algorithm: 'sm2', store: 'hsm' });
    },
  };
  server = await startTestServer({ rooms: [before, room], settings: { keyStores: { hsm } } });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const tables = () => server.deps.db.withTables<IssuanceTables>();
const order = (applicationId: string) =>
  tables().selectFrom('certificate_order').select(['id', 'step']).where('application_id', '=', applicationId).execute();
const certificatesOf = (applicationId: string) =>
  tables()
    .selectFrom('certificate')
    .select(['serial', 'tbs', 'certificate'])
    .where('application_id', '=', applicationId)
    .orderBy('serial')
    .execute();

test('a store killed in the middle of signing: the order waits, health is red, then exactly one pair comes to be', async () => {
  const issuance = room.service(server.deps);
  const { authority, authorities: opened } = await issuance.open();
  const store = opened.stores.get('hsm');
  const pidOf = () => ('pid' in store && typeof store.pid === 'number' ? store.pid : 0);
  const auditor = server.browser();
  await auditor.signIn({
    kind: 'staff',
    subject: crypto.randomUUID(),
    roles: ['auditor'],
    attributes: { name: 'auditor' },
  });
  const health = async () => (await auditor.call(authorities.keyStores, {})).items.find(({ name }) => name === 'hsm');
  expect(await health()).toMatchObject({ state: 'ready', authorities: ['root', 'issuing'] });

  const organisation = subscriber();
  const { request } = await holder(organisation);
  writeFileSync(`${kept}.hang`, '');
  const waiting = issuance.issuePair(organisation, 'M1', request);
  waiting.catch(() => {});
  await expect.poll(() => existsSync(`${kept}.signing`), { timeout: 10_000 }).toBe(true);
  const pid = pidOf();
  process.kill(pid, 'SIGKILL');
  await expect(waiting).rejects.toMatchObject({
    code: 'AUTHORITY_KEY_UNAVAILABLE',
    document: { params: { reason: 'STORE_UNREACHABLE' } },
  });
  // Nothing is signed, everything is kept.
  expect(await order(organisation.applicationId)).toMatchObject([{ step: 'recorded' }]);
  const before = await certificatesOf(organisation.applicationId);
  expect(before.map(({ certificate }) => certificate)).toEqual([null, null]);

  // The module is broken: every new process finds no token.
  const token = readFileSync(kept);
  writeFileSync(kept, 'broken');
  await expect.poll(async () => (await health())?.state, { timeout: 10_000 }).toBe('down');
  await server.deps.jobs.runDue();
  expect(await order(organisation.applicationId)).toMatchObject([{ step: 'recorded' }]);

  writeFileSync(kept, token);
  rmSync(`${kept}.hang`);
  // Nobody asks again: what runs every few seconds finds the key back.
  await expect
    .poll(
      async () => {
        await issuance.resumeWithKeys();
        return (await order(organisation.applicationId))[0]?.step;
      },
      { timeout: 20_000 },
    )
    .toBe('published');
  expect(await health()).toMatchObject({ state: 'ready' });
  expect(pidOf()).not.toBe(pid);
  const after = await certificatesOf(organisation.applicationId);
  expect(after.map(({ serial, tbs }) => ({ serial, tbs }))).toEqual(before.map(({ serial, tbs }) => ({ serial, tbs })));
  for (const { certificate } of after) {
    const read = parseCertificate(new Uint8Array(certificate ?? Buffer.alloc(0)));
    expect(verifyCertificateSignature(read, authority.issuing.certificate)).toBe(true);
  }
  // Asking again gives the same pair, and the journal knows one certificate for each serial.
  const pair = await issuance.issuePair(organisation, 'M1', request);
  expect(pair.certificates.map(({ serial }) => serial).toSorted()).toEqual(after.map(({ serial }) => serial));
  const { lines } = await journalFile(journalPlace(server.deps.config)).read();
  for (const { serial } of after) {
    expect(lines.filter(({ body }) => body.kind === 'issue' && body.serial === serial)).toHaveLength(1);
  }
});

test('a token whose PIN operators hold: closed until two of them have come, whatever the settings say', async () => {
  const issuance = room.service(server.deps);
  const people = await Promise.all(
    ['Anna', 'Ben'].map(async (name) => {
      const browser = server.browser();
      const id = crypto.randomUUID();
      await browser.signIn({ kind: 'staff', subject: id, roles: ['administrator'], attributes: { name } });
      const passphrase = `the long passphrase of ${name}`;
      await browser.call(authorities.enrol, { body: { passphrase } });
      return { browser, id, passphrase };
    }),
  );
  const [anna, ben] = people;
  if (!anna || !ben) throw new Error('nobody');
  const operators = people.map(({ id }) => id);
  const act = { kind: 'require-activation', authority: 'issuing', threshold: 2, operators } as const;
  const { id } = await anna.browser.call(authorities.propose, { body: { act, reason: 'two at least' } });
  await ben.browser.call(authorities.decide, { params: { id }, body: { decision: 'approve' } });
  await server.deps.jobs.idle();
  const organisation = subscriber();
  const { request } = await holder(organisation);
  await expect(issuance.issuePair(organisation, 'M2', request)).rejects.toMatchObject({
    code: 'AUTHORITY_KEY_UNAVAILABLE',
    document: { params: { reason: 'ACTIVATION_NEEDED' } },
  });
  const params = { name: 'issuing' };
  for (const { browser, passphrase } of people) {
    const { share } = await browser.call(authorities.collectShare, { params });
    await browser.call(authorities.enterShare, { params, body: { share, passphrase } });
  }
  await issuance.resumeWithKeys();
  expect(await order(organisation.applicationId)).toMatchObject([{ step: 'published' }]);
});
