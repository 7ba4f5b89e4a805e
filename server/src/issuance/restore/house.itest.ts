import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CeremonyAct } from '@yinxin/contract';
import {
  buildOcspRequest,
  certIdOf,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  verifyCrlSignature,
} from '@yinxin/pki';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../../platform/testing/index.ts';
import { decide, hold, propose } from '../authority/ceremonies/service.ts';
import { houseOf } from '../authority/snapshot.ts';
import type { IssuedPair } from '../index.ts';
import {
  type Copied,
  copyDatabase,
  dropDatabases,
  freshDatabase,
  openOn,
  removeFolder,
  testFolder,
} from '../testing/copied.ts';
import { holder, subscriber } from '../testing/house.ts';
import { restoreHouse } from './house.ts';

const suffix = randomBytes(6).toString('hex');
const names: string[] = [];
const folder = testFolder();
const dataDir = path.join(folder, 'data');
let database: TestDatabase;
let backup: string;

const [anna, ben] = ['anna', 'ben'].map((name) => ({ id: uuid(), name, roles: [] }));
async function perform(house: Copied, act: CeremonyAct): Promise<void> {
  if (!anna || !ben) throw new Error('nobody');
  const { ceremonies } = await house.issuance.open();
  const { db } = house.platform.deps;
  const { id } = await db.transaction().execute((tx) => propose(ceremonies, tx, act, 'as agreed in writing', anna));
  await db.transaction().execute((tx) => decide(ceremonies, tx, id, 'approve', '', ben));
  await hold(ceremonies, id);
}
const issuing = (name: string): CeremonyAct => ({
  kind: 'create-issuing',
  name,
  parent: 'root',
  subject: { organisation: '示例电子认证服务有限公司', commonName: `Example ${name}` },
  years: 10,
  algorithm: 'sm2',
  store: 'files',
  profiles: [],
});
const issue = async (house: Copied, programme: string) => {
  const who = { ...subscriber(), programme };
  const { request } = await holder(who);
  return { who, request, pair: await house.issuance.issuePair(who, 'M', request) };
};
const issuerOf = ({ chain }: IssuedPair) => parseCertificate(chain[0] ?? new Uint8Array());
const ocsp = async (house: Copied, pair: IssuedPair) => {
  const certId = certIdOf(issuerOf(pair), parseCertificate(pair.sign).serial);
  const { ocsp: answers } = await house.issuance.open();
  const { bytes } = await answers.answer(buildOcspRequest({ certIds: [certId], nonce: undefined }));
  return parseOcspResponse(new Uint8Array(bytes)).responses[0]?.status.kind;
};
const keyFiles = async () => (await readdir(path.join(dataDir, 'ca'))).filter((name) => !name.startsWith('journal'));

interface Lost {
  readonly house: Awaited<ReturnType<typeof houseOf>>;
  readonly issued: readonly Awaited<ReturnType<typeof issue>>[];
  readonly crlNumber: number;
}
let lost: Lost;

beforeAll(async () => {
  database = await freshDatabase();
  await database.db.destroy();
  const first = await openOn(database.url, dataDir);
  await issue(first, 'one');
  await first.close();
  names.push(`yinxin_test_cas_backup_${suffix}`);
  backup = await copyDatabase(database.url, `yinxin_test_cas_backup_${suffix}`);

  const house = await openOn(database.url, dataDir);
  const { db } = house.platform.deps;
  await house.platform.deps.jobs.start();
  await perform(house, issuing('issuing-two'));
  await perform(house, { kind: 'assign', authority: 'issuing-two', profile: 'organisation-signing', programme: 'two' });
  const before = await issue(house, 'one');
  await perform(house, {
    kind: 'renew-new-key',
    authority: 'issuing',
    name: 'issuing-next',
    years: 10,
    algorithm: 'sm2',
    store: 'files',
  });
  const issued = [before, await issue(house, 'one'), await issue(house, 'two')];
  const kept = new Set(await keyFiles());
  await perform(house, issuing('issuing-gone'));
  const made = (await keyFiles()).filter((name) => !kept.has(name));
  for (const name of made) await rm(path.join(dataDir, 'ca', name));
  const why = { reason: 'superseded', cause: 'test' } as const;
  const second = issued[2]?.who.applicationId ?? '';
  await db.transaction().execute((tx) => house.issuance.supersede(tx, { applicationId: second }, why));
  const { crl } = await house.issuance.open();
  await crl.publish('issuing-two');
  const crlNumber = (await crl.state('issuing-two'))?.number ?? 0;
  lost = { house: await houseOf(db), issued, crlNumber };
  await house.close();
}, 120_000);

afterAll(async () => {
  await database?.drop();
  await dropDatabases(...names);
  removeFolder(folder);
});

describe('CAs made after the backup', () => {
  test('come back from the journal with what they issued, and go on with the keys that are still in their store', async () => {
    names.push(`yinxin_test_cas_${suffix}`);
    const house = await openOn(await copyDatabase(backup, `yinxin_test_cas_${suffix}`), dataDir);
    try {
      const { db } = house.platform.deps;
      const journal = path.join(dataDir, 'ca', 'journal.jsonl');
      const done = await house.room.restore(house.platform.deps, journal, { dryRun: false });
      const told = new Map(done.authorities.map((one) => [one.name, one.keyFound]));
      // The former CA is told too: it was retired since.
      expect(told).toEqual(
        new Map([
          ['issuing', true],
          ['issuing-two', true],
          ['issuing-next', true],
          ['issuing-gone', false],
        ]),
      );
      expect(await houseOf(db)).toEqual(lost.house);
      const again = await house.room.restore(house.platform.deps, journal, { dryRun: false });
      expect(again).toMatchObject({ authorities: [], serials: 0, certificates: 0 });

      const [former, next, two] = lost.issued;
      if (!former || !next || !two) throw new Error('nothing was issued');
      for (const { who, request, pair } of lost.issued) {
        expect(await house.issuance.issuePair(who, 'M', request)).toEqual(pair);
      }
      expect([await ocsp(house, former.pair), await ocsp(house, next.pair), await ocsp(house, two.pair)]).toEqual([
        'good',
        'good',
        'revoked',
      ]);
      for (const [programme, name] of [
        ['one', 'issuing-next'],
        ['two', 'issuing-two'],
      ] as const) {
        const { pair } = await issue(house, programme);
        const { authorities } = await house.issuance.open();
        expect(issuerOf(pair).raw).toEqual(authorities.ca(name).certificate.raw);
      }
      const { crl, listFiles } = await house.issuance.open();
      await crl.publish('issuing-two');
      const list = await crl.current({ authority: 'issuing-two', shard: 0, kind: 'full' });
      expect(list?.number).toBeGreaterThan(lost.crlNumber);
      if (!list) throw new Error('no list');
      const chunks: Buffer[] = [];
      for await (const chunk of await listFiles.open(list)) chunks.push(Buffer.from(chunk));
      const parsed = parseCrl(new Uint8Array(Buffer.concat(chunks)));
      expect(verifyCrlSignature(parsed, issuerOf(two.pair))).toBe(true);
      expect(parsed.entries.has(parseCertificate(two.pair.sign).serial)).toBe(true);
    } finally {
      await house.close();
    }
  });

  test('a journal whose CA was signed by nobody of the house is refused as a whole', async () => {
    names.push(`yinxin_test_cas_forged_${suffix}`);
    const house = await openOn(await copyDatabase(backup, `yinxin_test_cas_forged_${suffix}`), dataDir);
    try {
      const { db } = house.platform.deps;
      const [root] = lost.house.certificates;
      if (!root) throw new Error('no root');
      const withoutRoot = {
        ...lost.house,
        certificates: lost.house.certificates.filter(({ authority }) => authority !== 'root'),
      };
      const before = await houseOf(db);
      await expect(
        db.transaction().execute((tx) => restoreHouse(tx, { id: 1_000_000, house: withoutRoot }, undefined)),
      ).rejects.toMatchObject({ code: 'RESTORE_OTHER_AUTHORITY' });
      const otherKey = lost.house.authorities.map((one) =>
        one.name === 'issuing' ? { ...one, publicKey: lost.house.authorities[0]?.publicKey ?? null } : one,
      );
      await expect(
        db
          .transaction()
          .execute((tx) =>
            restoreHouse(tx, { id: 1_000_000, house: { ...lost.house, authorities: otherKey } }, undefined),
          ),
      ).rejects.toMatchObject({ code: 'RESTORE_DISAGREES' });
      expect(await houseOf(db)).toEqual(before);
    } finally {
      await house.close();
    }
  });
});
