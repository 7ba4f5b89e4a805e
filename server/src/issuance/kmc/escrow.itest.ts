import { readFile } from 'node:fs/promises';
import { escrow } from '@yinxin/contract';
import { engine, equalBytes } from '@yinxin/gm';
import { decodePem, encodePem, openEnvelopedKey, parseCertificate } from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealing } from '../../platform/crypto-at-rest/index.ts';
import { journalPlace } from '../service.ts';
import { type House, holder, openHouse, subscriber } from '../testing/house.ts';
import { keyManagement } from './escrow.ts';
import { recoverFor } from './recover.ts';
import type { EscrowTools } from './requests.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ escrow: { preparedKeys: 20 } });
});
afterAll(() => house.server.close());

const issue = async (organisation = subscriber(), medium = 'YK-1') => {
  const key = await holder(organisation);
  const pair = await house.issuance.issuePair(organisation, medium, key.request);
  const own = openEnvelopedKey(pair.envelopedKey, key.privateKey);
  return { organisation, key, pair, own, serial: pair.certificates[1]?.serial ?? '' };
};
const recipient = () => {
  const pair = engine().generateKeyPair();
  return { ...pair, body: { kind: 'key' as const, publicKey: Buffer.from(pair.publicKey).toString('base64') } };
};
const text = {
  reason: '案件调查需要',
  legalBasis: '刑诉法第 143 条，调取证据通知书 2026-17',
  recipientName: '某市公安局',
};

/** Everything that is at rest: the database as text, the journal, what the log of the house was told. */
async function atRest(): Promise<string> {
  const { db, config } = house.server.deps;
  const { rows: tables } = await sql<{ name: string }>`select table_schema || '.' || table_name as name
    from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')`.execute(
    db,
  );
  const parts = [await readFile(journalPlace(config), 'latin1'), JSON.stringify(house.facts)];
  for (const { name } of tables) {
    const { rows } = await sql<{
      t: string;
    }>`select coalesce(string_agg(t::text, ' '), '') as t from ${sql.table(name)} t`.execute(db);
    parts.push(rows[0]?.t ?? '');
  }
  return parts.join('\n');
}
const spellings = (key: Uint8Array) => {
  const bytes = Buffer.from(key);
  // Base64 inside a longer value begins at any of three places.
  const inside = [0, 1, 2].map((n) =>
    Buffer.concat([Buffer.alloc(n), bytes])
      .toString('base64')
      .slice(4, 40),
  );
  return [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64').slice(0, 40),
    bytes.toString('latin1'),
    ...inside,
  ];
};

describe('keys made in advance', () => {
  test('lie encrypted, are taken by orders each once, and are made again when nothing is asked for', async () => {
    const { db, sealing: seals, clock } = house.server.deps;
    const keys = keyManagement(clock, seals, 20);
    expect(await keys.pool.refill(db, () => false)).toBe(0);
    for (;;) if ((await keys.pool.refill(db, () => true)) === 0) break;
    expect(await keys.pool.ready(db)).toBe(20);
    const { rows } = await sql<{ hex: string }>`select encode(public_key, 'hex') as hex from prepared_key`.execute(db);
    const prepared = new Set(rows.map(({ hex }) => hex));
    const pairs = await Promise.all(Array.from({ length: 8 }, () => issue()));
    const used = pairs.map(({ pair }) => Buffer.from(parseCertificate(pair.encrypt).publicKey).toString('hex'));
    expect(new Set(used).size).toBe(8);
    expect(used.every((one) => prepared.has(one))).toBe(true);
    expect(await keys.pool.ready(db)).toBe(12);
    const left = await sql<{ hex: string }>`select encode(public_key, 'hex') as hex from prepared_key`.execute(db);
    expect(left.rows.filter(({ hex }) => used.includes(hex))).toEqual([]);
    expect((await keys.pool.refill(db, () => true)) + (await keys.pool.refill(db, () => true))).toBe(8);
  });

  test('an order that failed used none up', async () => {
    const { db } = house.server.deps;
    const keys = keyManagement(house.server.clock, house.server.deps.sealing, 20);
    const before = await keys.pool.ready(db);
    const signing = engine().generateKeyPair().publicKey;
    const rolledBack = db.transaction().execute(async (tx) => {
      await keys.make(tx, [signing, signing]);
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await keys.pool.ready(db)).toBe(before);
  });
});

describe('a request for an escrowed key', () => {
  test('two others approve, whoever asked fetches it once, only the recipient reads it, every step is logged', async () => {
    const { own, serial, pair } = await issue();
    const target = recipient();
    const asker = await house.staff('back-office');
    const [one, two] = [await house.staff('administrator'), await house.staff('back-office')];
    const body = { ...text, serial: pair.certificates[0]?.serial ?? '', recipient: target.body };
    const request = await asker.browser.call(escrow.request, { body });
    expect(request).toMatchObject({ status: 'open', serial, approvalsNeeded: 2, decisions: [], may: ['withdraw'] });
    const params = { id: request.id };
    const approve = { decision: 'approve' as const, note: '已核对手续' };
    const codes = async (who: typeof asker) =>
      (await who.browser.refused(escrow.decide, { params, body: approve })).code;
    expect((await asker.browser.refused(escrow.request, { body })).code).toBe('ESCROW_ALREADY_ASKED');
    expect(await codes(asker)).toBe('ESCROW_OWN_REQUEST');
    expect(await one.browser.call(escrow.decide, { params, body: approve })).toMatchObject({ status: 'open' });
    expect(await codes(one)).toBe('ESCROW_ALREADY_DECIDED');
    expect((await asker.browser.refused(escrow.fetch, { params })).code).toBe('ESCROW_NOT_APPROVED');
    const approved = await two.browser.call(escrow.decide, { params, body: approve });
    expect(approved).toMatchObject({ status: 'approved' });
    expect((await two.browser.refused(escrow.fetch, { params })).code).toBe('ESCROW_NOT_YOURS');
    expect((await one.browser.refused(escrow.fetch, { params })).code).toBe('NOT_ALLOWED');

    const fetched = await asker.browser.call(escrow.fetch, { params });
    const envelope = new Uint8Array(Buffer.from(fetched.envelopedKey, 'base64'));
    expect(openEnvelopedKey(envelope, target.privateKey).privateKey).toEqual(own.privateKey);
    expect(() => openEnvelopedKey(envelope, engine().generateKeyPair().privateKey)).toThrow();
    expect(decodePem('CERTIFICATE', fetched.certificate)).toEqual(pair.encrypt);
    expect((await asker.browser.refused(escrow.fetch, { params })).code).toBe('ESCROW_REQUEST_CLOSED');

    const told = house.facts.filter(({ details }) => details?.request === request.id);
    expect(told.map(({ action }) => action)).toEqual([
      'escrow.requested',
      'escrow.approved',
      'escrow.approved',
      'escrow.fetched',
    ]);
    expect(told[0]?.details).toMatchObject({
      reason: text.reason,
      legalBasis: text.legalBasis,
      recipient: text.recipientName,
    });
    const everything = await atRest();
    for (const spelling of spellings(own.privateKey)) expect(everything.includes(spelling)).toBe(false);
    // The search finds what is there.
    for (const spelling of [Buffer.from(own.publicKey).toString('hex')])
      expect(everything.includes(spelling)).toBe(true);
  });

  test('for a certificate of the recipient; a refusal, a withdrawal and the end of its time close it', async () => {
    const { serial } = await issue();
    const third = await issue();
    const asker = await house.staff('customer-service');
    const other = await house.staff('administrator');
    const pem = encodePem('CERTIFICATE', third.pair.sign);
    const body = { ...text, serial, recipient: { kind: 'certificate' as const, pem }, validHours: 5 };
    const ask = () => asker.browser.call(escrow.request, { body });
    const first = await ask();
    expect(first.recipient.certificateSubject).toContain(third.organisation.name);
    const refuse = { decision: 'refuse' as const, note: '手续不全' };
    expect(await other.browser.call(escrow.decide, { params: { id: first.id }, body: refuse })).toMatchObject({
      status: 'refused',
      decisions: [{ decision: 'refuse', note: '手续不全' }],
    });
    const second = await ask();
    expect(await asker.browser.call(escrow.withdraw, { params: { id: second.id } })).toMatchObject({
      status: 'withdrawn',
    });
    const last = await ask();
    await house.server.advance({ hours: 6 });
    const again = await house.staff('administrator');
    const params = { id: last.id };
    const body2 = { decision: 'approve' as const, note: '同意' };
    expect((await again.browser.refused(escrow.decide, { params, body: body2 })).code).toBe('ESCROW_REQUEST_CLOSED');
    expect(await again.browser.call(escrow.read, { params })).toMatchObject({ status: 'expired', may: [] });
    const { items } = await again.browser.call(escrow.list, { query: { status: 'expired' } });
    expect(items.map(({ id }) => id)).toContain(last.id);
    expect(house.facts.some(({ action, details }) => action === 'escrow.expired' && details?.request === last.id)).toBe(
      true,
    );
  });

  test.each([
    ['an unknown serial', { serial: 'ABCDEF' }, 'CERTIFICATE_UNKNOWN'],
    [
      'no point of the curve',
      { recipient: { kind: 'key' as const, publicKey: Buffer.alloc(65, 4).toString('base64') } },
      'ESCROW_RECIPIENT_KEY_WRONG',
    ],
    [
      'a published key',
      {
        recipient: {
          kind: 'key' as const,
          publicKey: Buffer.from(
            engine().publicKeyOf(Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? 1 : 0))),
          ).toString('base64'),
        },
      },
      'ESCROW_RECIPIENT_KEY_WRONG',
    ],
    ['no certificate', { recipient: { kind: 'certificate' as const, pem: 'hello' } }, 'ESCROW_RECIPIENT_KEY_WRONG'],
    ['more time than is allowed', { validHours: 700 }, 'ESCROW_VALID_TOO_LONG'],
  ])('%s is refused', async (_name, change, code) => {
    const { serial } = await issue();
    const { browser } = await house.staff('back-office');
    const body = { ...text, serial, recipient: recipient().body, ...change };
    expect((await browser.refused(escrow.request, { body })).code).toBe(code);
  });
});

describe('recovery to the same organisation', () => {
  const clerk = { id: '00000000-0000-4000-8000-000000000001', name: 'clerk', roles: ['production'] };
  test('the former key comes enveloped for the new medium, when the order says so, and only then', async () => {
    const old = await issue();
    const { organisationId, name, creditCode } = old.organisation;
    const renewed = await issue(subscriber({ organisationId, name, creditCode }), 'YK-2');
    const stranger = await issue();
    const madeBy = [old.organisation.applicationId];
    const ports = { ...house.issuance.escrow.ports, recoveryAsked: async () => ({ asked: true, madeBy }) as const };
    const tools: EscrowTools = { ...house.issuance.escrow, ports };
    const asked = { applicationId: renewed.organisation.applicationId, mediumSerial: 'YK-2', serial: old.serial };
    const recover = (change: Partial<typeof asked> = {}, with_ = tools) =>
      house.server.deps.db
        .transaction()
        .execute((tx) => recoverFor(with_, tx, { ...asked, ...change }, { kind: 'staff', ...clerk }));
    const { envelopedKey, encrypt } = await recover();
    expect(openEnvelopedKey(envelopedKey, renewed.key.privateKey).privateKey).toEqual(old.own.privateKey);
    expect(equalBytes(encrypt, old.pair.encrypt)).toBe(true);
    expect(house.facts.at(-1)).toMatchObject({ action: 'escrow.recovered', actor: { id: clerk.id } });
    await expect(recover({}, house.issuance.escrow)).rejects.toMatchObject({ code: 'ESCROW_RECOVERY_NOT_ASKED' });
    await expect(recover({ mediumSerial: 'YK-3' })).rejects.toMatchObject({ code: 'ESCROW_OTHER_MEDIUM' });
    await expect(recover({ serial: stranger.serial })).rejects.toMatchObject({ code: 'ESCROW_OTHER_ORGANISATION' });
    await expect(recover({ serial: 'AB' })).rejects.toMatchObject({ code: 'ESCROW_KEY_UNKNOWN' });
  });
});

test('a new storage key takes the escrowed keys over, and they still open', async () => {
  const { own } = await issue();
  const { db, clock, config } = house.server.deps;
  const newer = sealing('another data key, long enough for this test', [config.secrets.dataKey]);
  const keys = keyManagement(clock, newer, 0);
  while ((await keys.rewrap(db, 50)) > 0);
  const { rows } = await sql<{ id: string; key: string }>`select id, storage_key_id as key from escrowed_key
    where public_key = ${Buffer.from(own.publicKey)}`.execute(db);
  expect(rows[0]?.key).toBe(newer.keyId);
  const target = engine().generateKeyPair();
  const envelope = await db.transaction().execute((tx) => keys.envelopeFor(tx, rows[0]?.id ?? '', target.publicKey));
  expect(openEnvelopedKey(envelope ?? new Uint8Array(), target.privateKey).privateKey).toEqual(own.privateKey);
});
