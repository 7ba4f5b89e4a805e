import { endpoints } from '@yinxin/contract';
import { parseSignedData, verifySignedData } from '@yinxin/pki';
import { readApplication, writeApplication } from '@yinxin/token';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { openSigningHall, PROJECT, signedBy } from '../testing/signing-hall.ts';

const { applications, applicationSigning: api } = endpoints;
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

let hall: Awaited<ReturnType<typeof openSigningHall>>;
let browser: TestBrowser;
beforeAll(async () => {
  hall = await openSigningHall();
});
afterAll(() => hall.server.close());
beforeEach(async () => {
  browser = await hall.browser();
});

const toSign = async (id: string) => browser.call(api.document, { params: { id }, query: { origin: hall.server.url } });
const submit = (id: string, dataVersion: number) => ({
  params: { id },
  body: { command: { type: 'submit', dataVersion } as const },
});

/** A certificate, an order about it, and what is to be signed. */
async function begun() {
  const held = await hall.held();
  const order = await hall.filled(browser, held.id);
  const params = { id: order.id };
  const { document } = await toSign(order.id);
  return { held, order, params, document: bytesOf(document) };
}

describe('signing an application', () => {
  test('what is signed says all that the form would say; handed in, nothing is stamped or posted', async () => {
    const { held, order, params, document } = await begun();
    const said = readApplication(document);
    expect(said).toMatchObject({
      order: order.number,
      dataVersion: order.dataVersion,
      organisation: { name: order.organisation.name, creditCode: order.organisation.creditCode },
    });
    expect(said.fields.map(({ code }) => code)).toEqual(order.fields.map(({ code }) => code));
    expect(await browser.refused(applications.command, submit(order.id, order.dataVersion))).toMatchObject({
      code: 'MATERIAL_MISSING',
    });
    const signed = await browser.call(api.sign, { params, body: { message: await signedBy(held.key, document) } });
    expect(signed.signing).toMatchObject({ signature: { dataVersion: order.dataVersion, submitted: false } });
    expect(signed.materials.every(({ required }) => !required)).toBe(true);
    const done = await browser.call(applications.command, submit(order.id, order.dataVersion));
    expect(done.stage).toBe('review');
    expect(done.signing).toMatchObject({ signature: { submitted: true } });
    expect(done.papers.instructions).toBeNull();
    expect(done.timeline.map(({ type }) => type)).toContain('application-signed');
    const file = await browser.call(api.file, { params });
    const kept = parseSignedData(new Uint8Array(await file.arrayBuffer()));
    expect(kept.content).toEqual(document);
    expect(verifySignedData(kept).good).toBe(true);
  });

  test('a change of data makes the signature void, also when it is handed in again', async () => {
    const { held, params, order, document } = await begun();
    const message = await signedBy(held.key, document);
    await browser.call(api.sign, { params, body: { message } });
    const again = await browser.call(api.sign, { params, body: { message } });
    const name = order.fields.find(({ spec }) => spec.kind === 'person-name')?.code ?? '';
    const command = { type: 'save-draft', fields: { [name]: '李大同' } } as const;
    const changed = await browser.call(applications.command, { params, body: { command } });
    expect([again.signing?.signature?.dataVersion, changed.signing?.signature]).toEqual([order.dataVersion, null]);
    expect(await browser.refused(api.sign, { params, body: { message } })).toMatchObject({ code: 'STALE_DATA' });
    expect(await browser.refused(applications.command, submit(order.id, changed.dataVersion))).toMatchObject({
      code: 'MATERIAL_MISSING',
    });
  });

  test('signed again and again, also at once, one file is kept', async () => {
    const { held, params, document } = await begun();
    const kept = async () =>
      (await sql`select 1 from stored_file where kept_at is not null`.execute(hall.server.deps.db)).rows.length;
    const before = await kept();
    const messages = await Promise.all([1, 2, 3, 4].map(() => signedBy(held.key, document)));
    expect(new Set(messages).size).toBe(4);
    const [first = '', second = '', ...more] = messages;
    await Promise.allSettled([first, second].map((message) => browser.call(api.sign, { params, body: { message } })));
    for (const message of more) await browser.call(api.sign, { params, body: { message } });
    expect((await kept()) - before).toBe(1);
  });

  test('papers exchanged after the signature make it void', async () => {
    const { held, params, document } = await begun();
    await browser.call(api.sign, { params, body: { message: await signedBy(held.key, document) } });
    const files = [await hall.stampedForm('stamped after all')];
    const attach = { params: { ...params, material: 'application-form' }, files };
    expect((await browser.call(applications.attach, attach)).signing?.signature).toBeNull();
  });
});

describe('a signature is refused', () => {
  test('with another certificate: of another organisation, of another CA, or merely named', async () => {
    const { params, document, held } = await begun();
    const other = await hall.key();
    const foreign = await hall.foreignKey();
    for (const key of [other, foreign]) {
      expect(
        await browser.refused(api.sign, { params, body: { message: await signedBy(key, document) } }),
      ).toMatchObject({
        code: 'SIGNATURE_OTHER_CERTIFICATE',
      });
    }
    const certificate = readApplication(document).certificate.replace(/^../, 'ff');
    const named = writeApplication({ ...readApplication(document), certificate });
    expect(await browser.refused(api.sign, { params, body: { message: await signedBy(other, named) } })).toMatchObject({
      code: 'SIGNATURE_OTHER_CERTIFICATE',
    });
    // The right certificate beside a signature of another key.
    const forged = {
      certificate: held.key.certificate,
      signer: { ...other.signer, publicKey: held.key.signer.publicKey },
    };
    expect(
      await browser.refused(api.sign, { params, body: { message: await signedBy(forged, document) } }),
    ).toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
  });

  test('over altered words, another order, another origin, or bytes altered on the way', async () => {
    const { params, document, held } = await begun();
    const said = readApplication(document);
    const send = async (message: string) => (await browser.refused(api.sign, { params, body: { message } })).code;
    const altered = async (change: Partial<typeof said>) =>
      send(await signedBy(held.key, writeApplication({ ...said, ...change })));
    expect(await altered({ organisation: { ...said.organisation, name: '别的单位' } })).toBe('SIGNATURE_OTHER_CONTENT');
    expect(await altered({ order: 'XC261123-000999-X' })).toBe('SIGNATURE_OTHER_CONTENT');
    expect(await altered({ origin: 'https://evil.example.cn' })).toBe('SIGNATURE_OTHER_CONTENT');
    expect(await altered({ dataVersion: said.dataVersion - 1 })).toBe('STALE_DATA');
    const message = Buffer.from(await signedBy(held.key, document), 'base64');
    const last = message.length - 1;
    message.writeUInt8(message.readUInt8(last) ^ 1, last);
    expect(await send(message.toString('base64'))).toBe('SIGNATURE_INVALID');
    const inside = Buffer.from(await signedBy(held.key, document), 'base64');
    const at = inside.indexOf(said.order);
    inside.writeUInt8(inside.readUInt8(at) ^ 1, at);
    expect(await send(inside.toString('base64'))).toBe('SIGNATURE_OTHER_CONTENT');
  });

  test('as something else than GM/T 0010 with the application inside', async () => {
    const { params, document, held } = await begun();
    const send = async (message: string) => (await browser.refused(api.sign, { params, body: { message } })).code;
    expect(await send(Buffer.from('no message').toString('base64'))).toBe('SIGNATURE_UNREADABLE');
    expect(await send(await signedBy(held.key, document, { detached: true }))).toBe('SIGNATURE_UNREADABLE');
    expect(await send(await signedBy(held.key, document, { family: 'cms' }))).toBe('SIGNATURE_UNREADABLE');
  });

  test('with a certificate that is suspended, revoked, expired or only revoked at its issuer', async () => {
    const { held, order, params, document } = await begun();
    const message = await signedBy(held.key, document);
    const codes = async () => [
      (await browser.refused(api.sign, { params, body: { message } })).code,
      (await browser.call(applications.read, { params })).signing?.refusal?.code,
    ];
    held.status = 'suspended';
    expect(await codes()).toEqual(['SUBJECT_STATE', 'SUBJECT_STATE']);
    held.status = 'ended';
    expect(await codes()).toEqual(['SUBJECT_ENDED', 'SUBJECT_ENDED']);
    held.status = 'in-use';
    held.good = false;
    expect((await browser.refused(api.sign, { params, body: { message } })).code).toBe('SUBJECT_ENDED');
    held.good = true;
    await browser.call(api.sign, { params, body: { message } });
    held.status = 'suspended';
    expect((await browser.refused(applications.command, submit(order.id, order.dataVersion))).code).toBe(
      'SUBJECT_STATE',
    );
    const over = { notBefore: new Date('2025-01-01T00:00:00Z'), notAfter: new Date('2026-11-22T00:00:00Z') };
    held.status = 'in-use';
    held.key = await hall.key(over);
    const late = await toSign(order.id);
    const again = await hall.filled(browser, (await hall.held({ key: held.key })).id);
    const { document: lateDocument } = await toSign(again.id);
    expect(late.dataVersion).toBe(order.dataVersion);
    const body = { message: await signedBy(held.key, bytesOf(lateDocument)) };
    expect((await browser.refused(api.sign, { params: { id: again.id }, body })).code).toBe('SUBJECT_EXPIRED');
  });

  test('for another organisation’s order, an order handed in, or a business that wants stamps', async () => {
    const { held, order, params, document } = await begun();
    const message = await signedBy(held.key, document);
    const stranger = await hall.browser('0190a0a0-0000-7000-8000-0000000000aa');
    expect(await stranger.refused(api.sign, { params, body: { message } })).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(await stranger.refused(api.file, { params })).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    const elsewhere = { params, query: { origin: 'https://evil.example.cn' } };
    expect(await browser.refused(api.document, elsewhere)).toMatchObject({ code: 'SIGNATURE_OTHER_CONTENT' });
    await browser.call(api.sign, { params, body: { message } });
    await browser.call(applications.command, submit(order.id, order.dataVersion));
    expect(await browser.refused(api.sign, { params, body: { message } })).toMatchObject({ code: 'NOT_EDITABLE' });
    const stamped = await hall.filled(browser, (await hall.held()).id, 'unlock');
    const other = { params: { id: stamped.id }, body: { message } };
    expect(await browser.refused(api.sign, other)).toMatchObject({ code: 'SIGNING_NOT_OFFERED' });
    expect(stamped.project).toBe(PROJECT);
  });
});
