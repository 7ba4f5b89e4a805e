import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endpoints } from '@yinxin/contract';
import {
  authenticationMessage,
  manufactureSoftToken,
  mediumSerial,
  openSoftToken,
  type Subject,
  type Token,
} from '@yinxin/token';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TestBrowser } from '../platform/testing/index.ts';
import { FIELDS, type House, type Organisation, openHouse, orderAt, PASSWORD, payOrder } from './testing/house.ts';

const { administration, applications, consoleApplications, finance, production, sandbox } = endpoints;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const RECIPIENT = { name: '欧阳收件', mobile: '13612349876', address: '江西省九江市浔阳区秘密路 77 号' };

let house: House;
let desk: TestBrowser;
let token: Token;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  desk = await house.staff('production');
  folder = mkdtempSync(path.join(os.tmpdir(), 'hostile-'));
  const place = path.join(folder, 'medium');
  const cost = { n: 1 << 10, r: 8, p: 1 };
  manufactureSoftToken(place, { serial: mediumSerial(new Date('2026-02-01T00:00:00Z'), 7), cost });
  token = openSoftToken(place);
});
afterAll(async () => {
  await token.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that stands in the database, table by table, as text; bytes also as they are. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  const { db } = house.server.deps;
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(db);
  const all = new Map<string, string>();
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<object>`select * from ${sql.table(`${schema}.${name}`)}`.execute(db);
    const text = rows.map((row) =>
      Object.values(row).map((value: unknown) =>
        Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('latin1')}` : JSON.stringify(value),
      ),
    );
    all.set(name, text.join('\n'));
  }
  return all;
}

/** An order all the way to the courier, with everything personal in it. */
async function wholeWay() {
  const { who, id } = await orderAt(house, 'approved');
  const params = { id };
  const post = { type: 'set-delivery', mode: 'post', recipient: RECIPIENT } as const;
  await who.call(applications.command, { params, body: { command: post } });
  await payOrder(house, who, id);
  const papers = { type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890123' } as const;
  await who.call(applications.command, { params, body: { command: papers } });
  const mail = await house.staff('mail-room');
  await mail.call(consoleApplications.command, { params, body: { command: { type: 'confirm-papers' } } });

  const { numbers } = await desk.call(production.makePasswordCards, { body: { count: 1 } });
  const [passwordCard = ''] = numbers;
  const { serial, transportPublicKey } = token.status();
  const paired = await desk.call(production.personalise, {
    params,
    body: { mediumSerial: serial, transportKey: base64(transportPublicKey), passwordCard },
  });
  await token.personalise(bytesOf(paired.envelope));
  const { country, province, organisation, commonName } = paired.subject;
  const subject: Subject = { C: country, ...(province ? { ST: province } : {}), O: organisation, CN: commonName };
  const request = base64(await token.createRequest(subject));
  const asked = { params, body: { mediumSerial: serial, request } };
  const issued = await desk.call(production.request, asked);
  const chain = issued.chain.map(bytesOf);
  const { sign, encrypt, envelopedKey } = issued;
  await token.installCertificates({
    sign: bytesOf(sign),
    encrypt: bytesOf(encrypt),
    chain,
    envelopedKey: bytesOf(envelopedKey),
    passwordCard,
  });
  const { nonce } = await desk.call(production.nonce, { params });
  const claim = { origin: house.server.url, nonce: bytesOf(nonce), certificate: bytesOf(sign) };
  const signature = base64(await token.sign(authenticationMessage(claim), 'authenticate'));
  await desk.call(production.confirm, { params, body: { mediumSerial: serial, nonce, signature } });
  const shipping = await house.staff('shipping');
  const trackingNumber = 'SF9876543210987';
  const command = { type: 'dispatch', carrier: '顺丰速运', trackingNumber, mediumSerial: serial } as const;
  await shipping.call(consoleApplications.command, { params, body: { command } });
  const inside = await desk.call(sandbox.parcel, { params: { trackingNumber } });
  return { who, id, serial, inside, passwordCard, nonce, signature };
}

describe('what lies in the database and on the disk', () => {
  let made: Awaited<ReturnType<typeof wholeWay>>;
  beforeAll(async () => {
    made = await wholeWay();
  });

  it('holds no PIN, password, code, mobile number or name of a person in clear', async () => {
    const tables = await everything();
    expect(tables.size).toBeGreaterThan(20);
    const secrets = {
      password: PASSWORD,
      mobile: made.who.mobile,
      'mobile of the handler': FIELDS['handler-mobile'] ?? '',
      'name of the handler': FIELDS['handler-name'] ?? '',
      'recipient’s name': RECIPIENT.name,
      'recipient’s mobile': RECIPIENT.mobile,
      'recipient’s address': '秘密路 77',
      PIN: made.inside.initialPin ?? 'no PIN in the parcel',
    };
    const found = [...tables].flatMap(([table, text]) =>
      Object.entries(secrets).flatMap(([what, secret]) => (text.includes(secret) ? [`${what} in ${table}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('holds no private key in clear', async () => {
    const tables = await everything();
    const found = [...tables].filter(([, text]) => /PRIVATE KEY|-----BEGIN EC/.test(text)).map(([table]) => table);
    expect(found).toEqual([]);
  });

  it('files are sealed and for nobody else to read', () => {
    const { dataDir } = house.server.deps.config;
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    for (const one of files) {
      const at = path.join(one.parentPath, one.name);
      const bytes = readFileSync(at);
      expect(bytes.subarray(0, 5).toString('latin1'), at).not.toBe('%PDF-');
      expect(/(?<!ENCRYPTED )PRIVATE KEY/.test(bytes.toString('latin1')) || bytes.includes(PASSWORD), at).toBe(false);
      expect(statSync(at).mode & 0o077, at).toBe(0);
    }
  });

  it('the log of acts names who did it and holds no secret', async () => {
    const auditor = await house.staff('auditor');
    const exported = await (await auditor.call(administration.exportAudit, {})).text();
    for (const secret of [PASSWORD, made.who.mobile, RECIPIENT.mobile, RECIPIENT.name, made.inside.initialPin ?? '?']) {
      expect(exported).not.toContain(secret);
    }
    expect(exported).toContain('production.made');
  });

  it('looking at a masked value is written down with its reason, and cannot be rubbed out unseen', async () => {
    const params = { id: made.id };
    const clerk = await house.staff('customer-service');
    const shown = await clerk.call(consoleApplications.read, { params });
    expect(JSON.stringify(shown)).not.toContain(FIELDS['handler-mobile']);
    expect(JSON.stringify(shown)).not.toContain(RECIPIENT.mobile);
    const body = { field: 'handler-mobile', reason: '回电' };
    expect((await clerk.call(consoleApplications.reveal, { params, body })).value).toBe(FIELDS['handler-mobile']);
    const auditor = await house.staff('auditor');
    const query = { action: 'personal-data.revealed' };
    const { items } = await auditor.call(administration.audit, { query });
    expect(items[0]).toMatchObject({ actor: { id: clerk.id }, details: body });
    expect((await auditor.call(administration.verifyAudit, {})).intact).toBe(true);
    const { db } = house.server.deps;
    // Whoever owns the database can take the guard away; the chain still tells.
    await sql`alter table audit_entry disable trigger user`.execute(db);
    await sql`update audit_entry set action = 'nothing.happened' where action = 'personal-data.revealed'`.execute(db);
    expect((await auditor.call(administration.verifyAudit, {})).intact).toBe(false);
  });

  it('[JX-48] a finished order takes no command and its proof cannot be used again', async () => {
    const params = { id: made.id };
    const again = { mediumSerial: made.serial, nonce: base64(new Uint8Array(32)), signature: made.signature };
    expect((await desk.refused(production.confirm, { params, body: again })).code).toBe('CONFIRMATION_NONCE_WRONG');
    expect((await desk.refused(production.nonce, { params })).code).toBe('PRODUCTION_FINISHED');
    expect((await desk.refused(production.abandon, { params, body: { reason: '试试' } })).code).toBe(
      'PRODUCTION_FINISHED',
    );
    for (const type of ['take', 'confirm-papers', 'need-supplement', 'approve-refund'] as const) {
      const all = await house.staff('reviewer', 'mail-room', 'production', 'finance', 'shipping');
      const command = type === 'need-supplement' ? { type, note: '补' } : { type };
      const refused = await all.refused(consoleApplications.command, { params, body: { command } });
      expect(refused.status, type).toBe(409);
    }
  });

  it('a medium and a card that are used belong to no other order', async () => {
    const { who, id } = await orderAt(house, 'paid');
    const params = { id };
    const transportKey = base64(token.status().transportPublicKey);
    const body = { mediumSerial: made.serial, transportKey, passwordCard: made.passwordCard };
    expect((await desk.refused(production.personalise, { params, body })).status).toBeOneOf([409, 422]);
    const papers = { type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890999' } as const;
    await who.call(applications.command, { params, body: { command: papers } });
    const mail = await house.staff('mail-room');
    await mail.call(consoleApplications.command, { params, body: { command: { type: 'confirm-papers' } } });
    expect((await desk.refused(production.personalise, { params, body })).status).toBeOneOf([409, 422]);
    const request = { mediumSerial: made.serial, request: base64(new Uint8Array([0x30, 0])) };
    expect((await desk.refused(production.request, { params, body: request })).code).toBe('PRODUCTION_NOT_PAIRED');
  });
});

describe('[JX-34] a bank that misbehaves', () => {
  let who: Organisation;
  let id: string;
  let reference: string;
  let amount: number;
  beforeAll(async () => {
    const order = await orderAt(house, 'approved');
    ({ who, id } = order);
    const { payUrl } = await who.call(applications.pay, { params: { id }, body: { method: 'cashier' } });
    reference = decodeURIComponent((await who.fetch(payUrl)).headers.get('location')?.split('/').at(-1) ?? '');
    amount = (await who.call(sandbox.charge, { params: { reference } })).amountFen;
  });

  const key = () => house.server.deps.sealing.derive('sandbox cashier callbacks');
  async function notice(over: object = {}, sign = key(), age = 0) {
    const at = house.server.clock.now();
    const paid = { reference, transaction: 'T1', outcome: 'paid', amountFen: amount, at: at.toISOString(), ...over };
    const raw = JSON.stringify(paid);
    const timestamp = String(at.getTime() - age);
    const headers = {
      'x-cashier-timestamp': timestamp,
      'x-cashier-signature': createHmac('sha256', sign).update(timestamp).update('\n').update(raw).digest('hex'),
    };
    const answer = await house.server
      .browser()
      .fetch('/api/payments/callbacks/sandbox', { method: 'POST', headers, body: raw });
    return { status: answer.status, ...z.object({ result: z.string().optional() }).parse(await answer.json()) };
  }
  const balanced = async () => {
    const clerk = await house.staff('finance');
    const { sumFen, accounts } = await clerk.call(finance.ledger, {});
    expect(sumFen).toBe(0);
    return accounts;
  };
  const state = async () => (await who.call(applications.read, { params: { id } })).paymentState;

  it('an unsigned, wrongly signed or old notice pays nothing', async () => {
    const unsigned = await house.server
      .browser()
      .fetch('/api/payments/callbacks/sandbox', { method: 'POST', body: '{}' });
    expect(unsigned.status).toBeGreaterThanOrEqual(400);
    expect((await notice({}, Buffer.alloc(32))).status).toBeGreaterThanOrEqual(400);
    expect((await notice({}, key(), 3_600_000)).status).toBeGreaterThanOrEqual(400);
    expect((await notice({ amountFen: -amount })).status).toBeGreaterThanOrEqual(400);
    expect((await notice({ amountFen: 0.5 })).status).toBeGreaterThanOrEqual(400);
    expect((await notice({ reference: 'YXnobody' })).status).toBe(404);
    expect(await state()).toBe('awaiting');
    await balanced();
  });

  it('too little money pays nothing and is not lost', async () => {
    expect((await notice({ transaction: 'T0', amountFen: 1 })).result).toBe('unclaimed');
    expect(await state()).toBe('awaiting');
    await balanced();
  });

  it('ten notices at once, and failures after it, are one payment', async () => {
    const { payUrl } = await who.call(applications.pay, { params: { id }, body: { method: 'cashier' } });
    reference = decodeURIComponent((await who.fetch(payUrl)).headers.get('location')?.split('/').at(-1) ?? '');
    const answers = await Promise.all(Array.from({ length: 10 }, () => notice({ transaction: 'T2' })));
    expect(answers.filter(({ result }) => result === 'settled')).toHaveLength(1);
    expect((await notice({ transaction: null, outcome: 'failed' })).result).toBe('nothing-new');
    expect((await notice({ transaction: 'T3' })).result).toBe('unclaimed');
    expect(await state()).toBe('paid');
    await balanced();
    const pay = await who.refused(applications.pay, { params: { id }, body: { method: 'cashier' } });
    expect(pay.code).toBe('ALREADY_PAID');
  });

  it('[JX-35] three people give money back once, and only for a void order', async () => {
    const params = { id };
    const request = { type: 'request-refund', note: '' } as const;
    expect((await who.refused(applications.command, { params, body: { command: request } })).code).toBe(
      'REFUND_NOT_VOID',
    );
  });
});
