import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { engine, equalBytes } from '@yinxin/gm';
import { openEnvelopedKey, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../platform/index.ts';
import { journalFile } from './journal/file.ts';
import { openFromStorage } from './kmc/storage-key.ts';
import { unfinishedOrders } from './steps/orders.ts';
import type { IssuanceTables } from './tables.ts';
import { type House, holder, openHouse, subscriber } from './testing/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.server.close());
afterEach(() => {
  house.fault = () => {};
});

const rowsOf = (applicationId: string) =>
  house.server.deps.db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('use', 'desc')
    .execute();

const issue = async (organisation = subscriber()) => {
  const key = await holder(organisation);
  return { organisation, key, pair: await house.issuance.issuePair(organisation, 'YK-TEST', key.request) };
};

/** A process killed at this point: whatever came after it did not happen. */
class Killed extends Error {}
const killAfter = (step: number) => {
  let done = false;
  house.fault = (at) => {
    if (at === step && !done) {
      done = true;
      throw new Killed();
    }
  };
};

describe('a pair of certificates', () => {
  test('has the profile of GB/T 20518, one subject, and a validity inside the issuer’s', async () => {
    const { organisation, key, pair } = await issue(
      subscriber({ validity: { kind: 'years', years: 5 }, organisationalUnit: '招标' }),
    );
    const [sign, encrypt] = [parseCertificate(pair.sign), parseCertificate(pair.encrypt)];
    const issuer = parseCertificate(pair.chain[0] ?? new Uint8Array());
    expect(sign.subject.map(({ value }) => value)).toEqual([
      'CN',
      '江西省',
      organisation.name,
      '招标',
      organisation.name,
    ]);
    expect(encrypt.subjectRaw).toEqual(sign.subjectRaw);
    expect(sign.publicKey).toEqual(key.signer.publicKey);
    expect(sign.extensions.keyUsage).toEqual(['digitalSignature', 'nonRepudiation']);
    expect(encrypt.extensions.keyUsage).toEqual(['keyEncipherment', 'dataEncipherment', 'keyAgreement']);
    expect(sign.notAfter.getTime() - sign.notBefore.getTime()).toBe(
      Date.parse('2031-03-02T01:00:00Z') - Date.parse('2026-03-02T01:00:00Z') - 1000,
    );
    expect(sign.notAfter <= issuer.notAfter).toBe(true);
    for (const one of [sign, encrypt]) expect(verifyCertificateSignature(one, issuer.publicKey)).toBe(true);
    const base = house.server.deps.config.statusUrl;
    expect(sign.extensions.crlUrls).toEqual([`${base}/crl/issuing.crl`]);
    expect(sign.extensions.ocspUrls).toEqual([`${base}/ocsp`]);
    expect(sign.extensions.caIssuersUrls).toEqual([`${base}/ca/issuing.cer`]);
  });

  test('ends with the pair it replaces where an end date is asked for, and never later than may be', async () => {
    const notAfter = new Date('2026-09-30T15:59:59Z');
    const { pair } = await issue(subscriber({ validity: { kind: 'until', notAfter } }));
    for (const bytes of [pair.sign, pair.encrypt]) expect(parseCertificate(bytes).notAfter).toEqual(notAfter);
    const late = subscriber({ validity: { kind: 'until', notAfter: new Date('2038-01-01T00:00:00Z') } });
    const { request } = await holder(late);
    await expect(house.issuance.issuePair(late, 'YK-TEST', request)).rejects.toMatchObject({
      code: 'VALIDITY_TOO_LONG',
    });
    // Nothing was reserved: the same key may be asked for again with an end that is possible.
    expect(await rowsOf(late.applicationId)).toEqual([]);
    await expect(
      house.issuance.issuePair({ ...late, validity: { kind: 'until', notAfter } }, 'YK-TEST', request),
    ).resolves.toBeDefined();
  });

  test('is one for each medium of an application, each found and given up by its position', async () => {
    const first = subscriber();
    const second = { ...first, position: 1 };
    const [one, two] = [await issue(first), await issue(second)];
    expect([one.pair.position, two.pair.position]).toEqual([0, 1]);
    const found = (position?: number) =>
      transaction(house.server.deps.db, (tx) => house.issuance.findPair(tx, first.applicationId, position));
    const all = () => transaction(house.server.deps.db, (tx) => house.issuance.findPairs(tx, first.applicationId));
    expect((await found())?.orderId).toBe(one.pair.orderId);
    expect((await found(1))?.orderId).toBe(two.pair.orderId);
    expect(await found(2)).toBeUndefined();
    expect((await all()).map(({ orderId }) => orderId)).toEqual([one.pair.orderId, two.pair.orderId]);
    // Each place has its key: another is refused, and a key belongs to one place.
    const other = await holder(first);
    await expect(house.issuance.issuePair(second, 'YK-TEST', other.request)).rejects.toMatchObject({
      code: 'PRODUCTION_ALREADY_ISSUED',
    });
    await expect(house.issuance.issuePair({ ...first, position: 2 }, 'YK-TEST', two.key.request)).rejects.toMatchObject(
      { code: 'REQUEST_KEY_REUSED' },
    );
    const give = (position?: number) =>
      transaction(house.server.deps.db, (tx) =>
        house.issuance.abandonPair(tx, first.applicationId, 'superseded', position),
      );
    const serials = ({ pair }: typeof one) => pair.certificates.map(({ serial }) => serial).toSorted();
    expect((await give(1)).toSorted()).toEqual(serials(two));
    expect((await all()).map(({ orderId }) => orderId)).toEqual([one.pair.orderId]);
    await issue(second);
    expect(await give()).toHaveLength(4);
    expect(await all()).toEqual([]);
  });

  test('comes with the encryption key, enveloped for the signing key and escrowed encrypted', async () => {
    const { key, pair, organisation } = await issue();
    const { privateKey, publicKey } = openEnvelopedKey(pair.envelopedKey, key.privateKey);
    expect(publicKey).toEqual(parseCertificate(pair.encrypt).publicKey);
    const { db, sealing } = house.server.deps;
    const row = await db
      .withTables<IssuanceTables>()
      .selectFrom('escrowed_key')
      .selectAll()
      .where('public_key', '=', Buffer.from(publicKey))
      .executeTakeFirstOrThrow();
    expect(row.state).toBe('in-use');
    expect(equalBytes(openFromStorage(sealing, row), privateKey)).toBe(true);
    const dump = await sql<{ t: string }>`select row_to_json(k)::text as t from escrowed_key k`.execute(db);
    expect(dump.rows.some(({ t }) => t.includes(Buffer.from(privateKey).toString('hex')))).toBe(false);
    const others = engine().generateKeyPair();
    const moved = { ...row, public_key: Buffer.from(others.publicKey) };
    expect(() => openFromStorage(sealing, moved)).toThrow('does not open');
    await house.server.deps.db
      .transaction()
      .execute((tx) => house.issuance.abandonPair(tx, organisation.applicationId, 'superseded'));
    const after = await db
      .withTables<IssuanceTables>()
      .selectFrom('escrowed_key')
      .select('state')
      .where('id', '=', row.id)
      .executeTakeFirst();
    expect(after?.state).toBe('history');
  });

  test('for a code of the national authority there is no province; another province has its own', async () => {
    const subject = (code: string) => house.issuance.subjectOf({ name: '甲', creditCode: code });
    expect(subject('91100000MA35GQ0A0X')).toEqual({ C: 'CN', O: '甲', CN: '甲' });
    expect(subject('91330100MA35GQ0A0X')).toMatchObject({ ST: '浙江省' });
  });

  test('a published example key is refused, and so is a name that the profile forbids', async () => {
    const organisation = subscriber();
    const example = await holder(organisation);
    const { buildRequest, nameOf, sm2Signer } = await import('@yinxin/pki');
    const known = sm2Signer(Buffer.from('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8', 'hex'));
    const request = await buildRequest(nameOf(house.issuance.subjectOf(organisation)), known);
    await expect(house.issuance.issuePair(organisation, 'M', request)).rejects.toMatchObject({
      code: 'REQUEST_KEY_WEAK',
    });
    const longName = subscriber({ name: '长'.repeat(65) });
    const long = await holder(longName);
    await expect(house.issuance.issuePair(longName, 'M', long.request)).rejects.toMatchObject({
      code: 'CERTIFICATE_CHECK_FAILED',
    });
    expect(
      (await rowsOf(longName.applicationId)).every(({ tbs, certificate }) => tbs === null && certificate === null),
    ).toBe(true);
    await expect(house.issuance.issuePair(organisation, 'M', example.request)).resolves.toBeTruthy();
    const abandon = house.server.deps.db.transaction();
    await abandon.execute((tx) => house.issuance.abandonPair(tx, longName.applicationId, 'superseded'));
  });
});

describe('issuance that cannot forget', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
    'killed after step %i, the next request finishes the same order: same serials, same bytes, one pair',
    async (step) => {
      const organisation = subscriber();
      const key = await holder(organisation);
      killAfter(step);
      await expect(house.issuance.issuePair(organisation, 'M', key.request)).rejects.toBeInstanceOf(Killed);
      const before = await rowsOf(organisation.applicationId);
      expect(before.length).toBe(step === 1 ? 0 : 2);
      const pair = await house.issuance.issuePair(organisation, 'M', key.request);
      const after = await rowsOf(organisation.applicationId);
      expect(after.length).toBe(2);
      if (step > 1) expect(after.map(({ serial }) => serial)).toEqual(before.map(({ serial }) => serial));
      if (step >= 5) expect(after.map(({ tbs }) => tbs)).toEqual(before.map(({ tbs }) => tbs));
      if (step >= 9)
        expect(after.map(({ certificate }) => certificate)).toEqual(before.map(({ certificate }) => certificate));
      for (const row of after)
        expect(parseCertificate(new Uint8Array(row.certificate ?? [])).tbs).toEqual(new Uint8Array(row.tbs ?? []));
      expect(openEnvelopedKey(pair.envelopedKey, key.privateKey).publicKey).toEqual(
        parseCertificate(pair.encrypt).publicKey,
      );
      expect(await house.issuance.issuePair(organisation, 'M', key.request)).toEqual(pair);
    },
  );

  test.each([2, 5, 6, 9])('killed after step %i, the next start finishes the order by itself', async (step) => {
    const organisation = subscriber();
    const key = await holder(organisation);
    killAfter(step);
    await expect(house.issuance.issuePair(organisation, 'M', key.request)).rejects.toBeInstanceOf(Killed);
    expect(await unfinishedOrders(house.server.deps.db)).toHaveLength(1);
    await house.issuance.runDue();
    expect(await unfinishedOrders(house.server.deps.db)).toEqual([]);
    expect((await rowsOf(organisation.applicationId)).every(({ published_at }) => published_at !== null)).toBe(true);
  });

  test('an order given up before it was signed signs nothing, and its key is used up', async () => {
    const organisation = subscriber();
    const key = await holder(organisation);
    killAfter(5);
    await expect(house.issuance.issuePair(organisation, 'M', key.request)).rejects.toBeInstanceOf(Killed);
    const { db } = house.server.deps;
    const revoked = await db
      .transaction()
      .execute((tx) => house.issuance.abandonPair(tx, organisation.applicationId, 'superseded'));
    expect(revoked).toEqual([]);
    await house.issuance.runDue();
    expect((await rowsOf(organisation.applicationId)).map(({ certificate }) => certificate)).toEqual([null, null]);
    await expect(house.issuance.issuePair(organisation, 'M', key.request)).rejects.toMatchObject({
      code: 'REQUEST_KEY_REUSED',
    });
    const another = await holder(organisation);
    await expect(house.issuance.issuePair(organisation, 'M', another.request)).resolves.toBeTruthy();
  });

  test('eight at once with one key give one pair; with different keys, one wins', async () => {
    const organisation = subscriber();
    const key = await holder(organisation);
    const same = await Promise.all(
      Array.from({ length: 8 }, () => house.issuance.issuePair(organisation, 'M', key.request)),
    );
    for (const pair of same) expect(pair).toEqual(same[0]);
    const other = subscriber();
    const keys = await Promise.all([holder(other), holder(other), holder(other)]);
    const results = await Promise.allSettled(keys.map(({ request }) => house.issuance.issuePair(other, 'M', request)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refusals).toEqual(['PRODUCTION_ALREADY_ISSUED', 'PRODUCTION_ALREADY_ISSUED']);
  });

  test('one key for two orders at once: one gets it', async () => {
    const name = '两份订单公司';
    const [left, right] = [subscriber({ name }), subscriber({ name })];
    const { request } = await holder(left);
    const results = await Promise.allSettled([left, right].map((one) => house.issuance.issuePair(one, 'M', request)));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a batch: every request gets its own pair and its entry in the log, and one that is refused stops nobody', async () => {
    const clerk = { id: '00000000-0000-4000-8000-000000000001', name: 'clerk', roles: [] };
    const wanted = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const organisation = subscriber();
        const asked = i === 7 ? { ...organisation, name: '另一家公司' } : organisation;
        return { subscriber: organisation, mediumSerial: `M-${i}`, request: (await holder(asked)).request };
      }),
    );
    const outcomes = await house.issuance.issuePairs(wanted, clerk);
    const pairs = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(wanted.map((_, i) => i === 7));
    expect(new Set(pairs.flatMap(({ certificates }) => certificates.map(({ serial }) => serial))).size).toBe(78);
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') continue;
      const { subscriber: own, request } = wanted[i] ??
        wanted[0] ?? { subscriber: subscriber(), request: new Uint8Array() };
      expect(await house.issuance.issuePair(own, 'M', request)).toEqual(outcome.value);
    }
    const told = house.facts.filter(({ action, actor }) => action === 'certificate.issued' && actor.id === clerk.id);
    expect(new Set(told.map(({ subject }) => subject.id)).size).toBe(39);
  });

  test('more than eight at once are asked to come back, and nothing stands still', async () => {
    const orders = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const organisation = subscriber();
        return { organisation, request: (await holder(organisation)).request };
      }),
    );
    const results = await Promise.allSettled(
      orders.map(({ organisation, request }) =>
        house.issuance.amongFew(() => house.issuance.issuePair(organisation, 'M', request)),
      ),
    );
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(Array.from({ length: 4 }, () => 'ISSUANCE_BUSY'));
  });
});

describe('the journal', () => {
  test('holds every intent before its certificate, every issue, change of status and CRL number, and is whole', async () => {
    const { pair, organisation } = await issue();
    const { db, config, jobs } = house.server.deps;
    await db
      .transaction()
      .execute((tx) => house.issuance.abandonPair(tx, organisation.applicationId, 'cessationOfOperation'));
    await jobs.idle();
    const file = path.join(config.dataDir, 'ca', 'journal.jsonl');
    const { lines, brokenAt } = await journalFile(file).read();
    expect(brokenAt).toBeNull();
    for (const { serial, use } of pair.certificates) {
      const kinds = lines.flatMap(({ body }) => ('serial' in body && body.serial === serial ? [body.kind] : []));
      expect([...new Set(kinds)]).toEqual(['intent', 'issue', 'status']);
      const bytes = use === 'sign' ? pair.sign : pair.encrypt;
      const issued = lines.find(({ body }) => body.kind === 'issue' && body.serial === serial)?.body;
      expect(issued).toMatchObject({ certificate: Buffer.from(bytes).toString('base64') });
    }
    expect(lines.some(({ body }) => body.kind === 'crl' && body.authority === 'issuing')).toBe(true);
    const waiting = await sql<{
      n: number;
    }>`select count(*)::int as n from journal_entry where recorded_at is null`.execute(db);
    expect(waiting.rows[0]?.n).toBe(0);
    expect(await readFile(file, 'utf8')).not.toContain('PRIVATE');
  });
});
