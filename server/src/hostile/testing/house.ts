import { randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { addressOf } from '@yinxin/client';
import { type Endpoint, endpoints, type Role } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { roomsFor } from '../../rooms.ts';

const { applications, consoleApplications, sandbox, session } = endpoints;

export const PASSWORD = 'Correct-Horse-7-Battery';

/** The whole hall with every room, in the sandbox, and people who use it. */
export interface House {
  readonly server: TestServer;
  /** Registers an organisation through the API, as its own browser. */
  organisation(over?: { readonly name?: string; readonly region?: string }): Promise<Organisation>;
  /** Somebody of the staff, signed in. */
  staff(...roles: Role[]): Promise<TestBrowser & { readonly id: string }>;
  /** The last SMS code sent to a mobile. */
  smsCode(mobile: string): Promise<string>;
  close(): Promise<void>;
}

export interface Organisation extends TestBrowser {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
}

let made = 0;

export async function openHouse(settings: Parameters<typeof startTestServer>[0]['settings'] = {}): Promise<House> {
  const many = 10_000;
  const generous = { codesPerAddress: many, codesPerMobile: many, loginPerAddress: many };
  const server = await startTestServer({
    rooms: roomsFor('sandbox'),
    settings: { rateLimits: generous, ...settings },
  });
  const smsCode = async (mobile: string) => {
    await server.deps.jobs.idle();
    const { items } = await server.browser().call(sandbox.messages, { query: { to: mobile } });
    const code = items.map((one) => /\b(\d{6})\b/.exec(one.text)?.[1]).find((one) => one !== undefined);
    if (code === undefined) throw new Error(`no code was sent to ${mobile}`);
    return code;
  };
  return {
    server,
    smsCode,
    async organisation({ name, region = '360100' } = {}) {
      made += 1;
      const browser = server.browser();
      const n = made;
      const asked = {
        creditCode: creditCode.numbered(n, region),
        name: name ?? `江西来客第${n}有限公司`,
        mobile: `138${String(10_000_000 + n)}`,
      };
      await browser.call(session.sendSms, { body: { purpose: 'register', mobile: asked.mobile } });
      const view = await browser.call(session.register, {
        body: {
          ...asked,
          confirmedCreditCode: asked.creditCode,
          smsCode: await smsCode(asked.mobile),
          password: PASSWORD,
          acceptTerms: true,
        },
      });
      if (!view.organisation) throw new Error('not signed in');
      return { ...browser, ...asked, name: view.organisation.name, id: view.organisation.id };
    },
    async staff(...roles) {
      const browser = server.browser();
      const id = uuid();
      const username = `s${id.replaceAll('-', '').slice(-20)}`;
      await sql`insert into staff (id, username, name, password_hash, must_change_password, roles, active, created_at)
        values (${id}, ${username}, ${roles.join(' ')}, '', false, ${roles}, true, now())`.execute(server.deps.db);
      await browser.signIn({ kind: 'staff', subject: id, attributes: { name: roles.join(' ') }, roles });
      return { ...browser, id };
    },
    close: () => server.close(),
  };
}

export const FIELDS: Readonly<Record<string, string>> = {
  'handler-name': '王小明',
  'handler-mobile': '13800138000',
  'registered-address': '江西省南昌市红谷滩区测试路 1 号',
  'legal-representative': '李大山',
  'seal-name': '江西测试建设有限公司',
};

/** A small PDF, different for every text. */
export async function pdf(text: string): Promise<Blob> {
  const document = await PDFDocument.create();
  document.setTitle(text);
  document.addPage([595, 842]);
  return new Blob([new Uint8Array(await document.save())]);
}

export const upload = (bytes: Blob | Uint8Array | string, name: string) => ({
  name,
  mediaType: 'application/octet-stream',
  bytes: bytes instanceof Blob ? bytes : new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]),
});

/** Opens an order of the project of in-province housing. */
export const openOrder = (who: TestBrowser, project = 'housing-in-province') =>
  who.call(applications.open, { body: { programme: 'jiangxi', project, service: 'new', regionConfirmed: true } });

/** Opens an order and submits it with everything it needs. */
export async function submitOrder(who: TestBrowser, project?: string) {
  const opened = await openOrder(who, project);
  const params = { id: opened.id };
  const command = { type: 'save-draft', fields: { ...FIELDS } } as const;
  await who.call(applications.command, { params, body: { command } });
  let order = opened;
  for (const { code } of opened.materials) {
    const files = [upload(await pdf(`${opened.number} ${code}`), `${code}.pdf`)];
    order = await who.call(applications.attach, { params: { ...params, material: code }, files });
  }
  const { dataVersion } = order;
  return who.call(applications.command, { params, body: { command: { type: 'submit', dataVersion } } });
}

/** Approves a submitted order. */
export async function approveOrder(house: House, order: { readonly id: string; readonly dataVersion: number }) {
  const reviewer = await house.staff('reviewer');
  const params = { id: order.id };
  await reviewer.call(consoleApplications.command, { params, body: { command: { type: 'take' } } });
  const command = { type: 'approve', dataVersion: order.dataVersion } as const;
  return reviewer.call(consoleApplications.command, { params, body: { command } });
}

/** Pays an approved order at the sandbox cashier; answers the payment's reference. */
export async function payOrder(house: House, who: TestBrowser, id: string): Promise<string> {
  const { payUrl } = await who.call(applications.pay, { params: { id }, body: { method: 'cashier' } });
  const sent = await who.fetch(payUrl);
  const reference = decodeURIComponent((sent.headers.get('location') ?? '').split('/').at(-1) ?? '');
  await who.call(sandbox.cashier, { params: { reference }, body: { outcome: 'succeed' } });
  await house.server.deps.jobs.idle();
  return reference;
}

/** An order of a new organisation, at the wanted point of its way. */
export async function orderAt(house: House, point: 'opened' | 'submitted' | 'approved' | 'paid') {
  const who = await house.organisation();
  const order = point === 'opened' ? await openOrder(who) : await submitOrder(who);
  if (point === 'approved' || point === 'paid') await approveOrder(house, order);
  if (point === 'paid') await payOrder(house, who, order.id);
  return { who, id: order.id, number: order.number, dataVersion: order.dataVersion };
}

/** Every endpoint of the contract with its name, e.g. `applications.read`. */
export const allEndpoints: readonly (readonly [string, Endpoint])[] = Object.entries(endpoints).flatMap(
  ([group, members]) => Object.entries(members).map(([name, one]) => [`${group}.${name}`, one] as const),
);

/** A request that is right in form for an endpoint: ids that fit, an idempotency key, an empty body. */
export function knock(endpoint: Endpoint, id: string = uuid()): { readonly path: string; readonly init: RequestInit } {
  const words: Record<string, string> = { id, material: 'business-licence', form: 'application-form', index: '0' };
  const params = Object.fromEntries(
    [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, words[name] ?? 'jiangxi']),
  );
  const headers: Record<string, string> = { 'idempotency-key': randomUUID() };
  const init: RequestInit = { method: endpoint.method, headers };
  if (endpoint.upload) {
    init.body = new FormData();
    init.body.append('data', '{}');
  } else if (endpoint.method !== 'GET') {
    headers['content-type'] = 'application/json';
    init.body = '{}';
  }
  return { path: addressOf(endpoint.path, { params }), init };
}
