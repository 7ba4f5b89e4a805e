import { randomBytes } from 'node:crypto';
import {
  buildOcspRequest,
  type Certificate,
  type CertificateStatus,
  certIdOf,
  keyIdentifier,
  parseCertificate,
  parseOcspResponse,
  verifyOcspResponse,
} from '@yinxin/pki';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { changeStatus } from '../issuance/revocation/change.ts';
import { type House, holder, openHouse, subscriber } from '../issuance/testing/house.ts';
import { liveResponder, MOST_CERTIFICATES, type SerialStatus } from './answer.ts';
import { cachedResponder } from './cache.ts';
import { type RunningResponder, responderGrants, startResponder } from './index.ts';

const PASSPHRASE = 'a passphrase for responders, of more than 32 characters';
const role = `ocsp_test_${randomBytes(5).toString('hex')}`;
let house: House;
let issuing: Certificate;
let root: Certificate;
let login: string;
let responder: RunningResponder;

const urlOf = (database: string, user?: string) => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  if (user) {
    url.username = user;
    url.password = 'reader';
  }
  return url.href;
};
const start = (change: Partial<Parameters<typeof startResponder>[0]> = {}) =>
  startResponder({
    databaseUrl: login,
    passphrase: PASSPHRASE,
    host: '127.0.0.1',
    port: 0,
    path: '/ocsp',
    responderId: 'name',
    sandbox: false,
    ...change,
  });

beforeAll(async () => {
  // Real time: a responder outside the sandbox asks no other clock.
  house = await openHouse({ secrets: { ocspPassphrase: PASSPHRASE } }, new Date().toISOString());
  const { authority } = await house.issuance.open();
  issuing = authority.issuing.certificate;
  root = authority.root.certificate;
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(house.server.deps.db);
  for (const statement of responderGrants(role)) await sql.raw(statement).execute(house.server.deps.db);
  await sql.raw(`alter role ${role} password 'reader'`).execute(house.server.deps.db);
  login = urlOf(rows[0]?.name ?? '', role);
  await (await house.issuance.open()).responder.current();
  responder = await start();
});
afterAll(async () => {
  await responder.close();
  await sql.raw(`drop owned by ${role}`).execute(house.server.deps.db);
  await sql.raw(`drop role ${role}`).execute(house.server.deps.db);
  await house.server.close();
});

const issue = async () => {
  const organisation = subscriber();
  const pair = await house.issuance.issuePair(organisation, 'YK-TEST', (await holder(organisation)).request);
  return parseCertificate(pair.sign);
};
const revoke = (certificate: Certificate, act: 'revoke' | 'suspend' | 'resume' = 'revoke') => {
  const reason = { revoke: 'keyCompromise', suspend: 'certificateHold', resume: 'removeFromCRL' } as const;
  const serials = [certificate.serial.toString(16).toUpperCase()];
  const at = house.server.clock.now();
  const change = { act, serials, reason: reason[act], at, invalidityDate: null, requestId: null };
  return house.server.deps.db.transaction().execute((tx) => changeStatus(tx, change));
};
const questionAbout = (certificate: Pick<Certificate, 'serial'>, nonce?: Uint8Array) =>
  buildOcspRequest({ certIds: [certIdOf(issuing, certificate.serial)], nonce });
const post = (body: Uint8Array, url = responder.url) =>
  fetch(`${url}/ocsp`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: { 'content-type': 'application/ocsp-request' },
  });
const get = (question: Uint8Array, init?: RequestInit) =>
  fetch(`${responder.url}/ocsp/${encodeURIComponent(Buffer.from(question).toString('base64'))}`, init);
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const statusOf = async (
  certificate: Certificate,
  nonce?: Uint8Array,
  url?: string,
): Promise<CertificateStatus | string> => {
  const basic = parseOcspResponse(await bytesOf(await post(questionAbout(certificate, nonce), url)));
  const about = { issuer: issuing, serial: certificate.serial, at: new Date(), ...(nonce ? { nonce } : {}) };
  const verdict = verifyOcspResponse(basic, about);
  return verdict.good ? verdict.status : verdict.refusal;
};
/** Waits until it holds, at most 3 s; answers how long it took. */
const within = async (holds: () => Promise<boolean>): Promise<number> => {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 3_000) throw new Error('not within 3 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - began;
};
const nonce = () => new Uint8Array(randomBytes(16));
const MALFORMED = Uint8Array.of(0x30, 3, 0x0a, 1, 1);
const UNAUTHORIZED = Uint8Array.of(0x30, 3, 0x0a, 1, 6);

describe('a process that only answers', () => {
  test('signs with the delegated responder’s key, with nonce and without, by POST and GET', async () => {
    const certificate = await issue();
    expect(await statusOf(certificate, nonce())).toEqual({ kind: 'good' });
    expect(await statusOf(certificate)).toEqual({ kind: 'good' });
    const basic = parseOcspResponse(await bytesOf(await get(questionAbout(certificate))));
    expect(basic.certificates[0]?.extensions.ocspNoCheck).toBe(true);
    expect(verifyOcspResponse(basic, { issuer: issuing, serial: certificate.serial, at: new Date() })).toMatchObject({
      good: true,
      status: { kind: 'good' },
    });
  });

  test('gives the same bytes to all who ask the same, and signs anew for a nonce', async () => {
    const certificate = await issue();
    const one = await bytesOf(await post(questionAbout(certificate)));
    expect(await bytesOf(await post(questionAbout(certificate)))).toEqual(one);
    expect(await bytesOf(await get(questionAbout(certificate)))).toEqual(one);
    const asked = nonce();
    const live = await bytesOf(await post(questionAbout(certificate, asked)));
    expect(await bytesOf(await post(questionAbout(certificate, asked)))).not.toEqual(live);
  });

  test('forgets an answer with the commit of the revocation: within a second everybody is told', async () => {
    const certificate = await issue();
    expect(await statusOf(certificate)).toEqual({ kind: 'good' });
    const isNow = (kind: string) => async () => {
      const status = await statusOf(certificate);
      return typeof status === 'object' && status.kind === kind;
    };
    await revoke(certificate, 'suspend');
    expect(await within(isNow('revoked'))).toBeLessThan(1_000);
    expect(await statusOf(certificate)).toMatchObject({ reason: 'certificateHold' });
    await revoke(certificate, 'resume');
    expect(await within(isNow('good'))).toBeLessThan(1_000);
    await revoke(certificate);
    expect(await within(isNow('revoked'))).toBeLessThan(1_000);
    expect(await statusOf(certificate, nonce())).toMatchObject({ kind: 'revoked', reason: 'keyCompromise' });
  });

  test('a break of its ears makes it forget everything, and it hears again', async () => {
    const certificate = await issue();
    expect(await statusOf(certificate)).toEqual({ kind: 'good' });
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'yinxin-ocsp-listen' and usename = ${role}`.execute(house.server.deps.db);
    await revoke(certificate);
    await within(
      async () =>
        (await statusOf(certificate, nonce())) !== 'good' && typeof (await statusOf(certificate)) === 'object',
    );
    await within(async () => JSON.stringify(await statusOf(certificate)).includes('revoked'));
    const health = await fetch(`${responder.url}/healthz`);
    expect(health.status).toBe(200);
    await within(async () =>
      JSON.stringify(await (await fetch(`${responder.url}/healthz`)).json()).includes('"hearsChanges":true'),
    );
  });

  test('tells caches how long an answer may be kept (RFC 5019 §6.2)', async () => {
    const certificate = await issue();
    const response = await get(questionAbout(certificate));
    const { headers } = response;
    expect(headers.get('cache-control')).toBe('max-age=60, public, no-transform, must-revalidate');
    const single = parseOcspResponse(await bytesOf(response)).responses[0];
    expect(new Date(headers.get('last-modified') ?? 0)).toEqual(single?.thisUpdate);
    expect(new Date(headers.get('expires') ?? 0)).toEqual(single?.nextUpdate);
    const etag = headers.get('etag') ?? '';
    const again = await get(questionAbout(certificate), { headers: { 'if-none-match': `W/${etag}` } });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    const live = await get(questionAbout(certificate, nonce()));
    expect(live.headers.get('cache-control')).toBe('no-store');
  });

  test('by key when told so', async () => {
    const byKey = await start({ responderId: 'key' });
    try {
      const certificate = await issue();
      const basic = parseOcspResponse(await bytesOf(await post(questionAbout(certificate), byKey.url)));
      const [own] = basic.certificates;
      expect(basic.responderId).toEqual({ by: 'key', value: keyIdentifier(own?.publicKey ?? new Uint8Array()) });
      expect(await statusOf(certificate, nonce(), byKey.url)).toEqual({ kind: 'good' });
    } finally {
      await byKey.close();
    }
  });

  test('another CA, a serial nobody has, many at once, nonsense, too much', async () => {
    const certificate = await issue();
    const foreign = buildOcspRequest({ certIds: [certIdOf(root, certificate.serial)], nonce: undefined });
    expect(await bytesOf(await post(foreign))).toEqual(UNAUTHORIZED);
    const unknown = { ...certificate, serial: 0x1234567890n };
    expect(await statusOf(unknown)).toEqual({ kind: 'unknown' });
    const many = (count: number) =>
      buildOcspRequest({
        certIds: Array.from({ length: count }, (_, i) => certIdOf(issuing, i === 0 ? certificate.serial : BigInt(i))),
        nonce: undefined,
      });
    const batch = parseOcspResponse(await bytesOf(await post(many(MOST_CERTIFICATES))));
    expect(batch.responses.map(({ status }) => status.kind)).toEqual([
      'good',
      ...Array.from({ length: MOST_CERTIFICATES - 1 }, () => 'unknown'),
    ]);
    expect(await bytesOf(await post(many(MOST_CERTIFICATES + 1)))).toEqual(MALFORMED);
    expect(await bytesOf(await post(new Uint8Array([0x30, 0x82, 1])))).toEqual(MALFORMED);
    expect(await bytesOf(await fetch(`${responder.url}/ocsp/%E0%A4%A`))).toEqual(MALFORMED);
    expect((await post(new Uint8Array(17 * 1024))).status).toBe(413);
    expect((await fetch(`${responder.url}/ocsp`, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('what such a process may do', () => {
  const refused = async (url: string, readOnly: 'on' | 'off', statement: string): Promise<string> => {
    const client = new pg.Client({ connectionString: url, options: `-c default_transaction_read_only=${readOnly}` });
    await client.connect();
    try {
      await client.query(statement);
      return 'done';
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
    } finally {
      await client.end();
    }
  };
  const NOT_GRANTED = '42501';
  const READ_ONLY = '25006';

  test.each([
    'insert into revocation (serial) values (1)',
    "update certificate set subject = 'x'",
    'delete from revocation',
    'create table mine (x int)',
    'select * from authority',
    'select * from responder',
    'select * from escrowed_key',
    'select * from certificate',
    'select * from journal_entry',
  ])('its login is refused, also when it asks to write: %s', async (statement) => {
    expect(await refused(login, 'off', statement)).toBe(NOT_GRANTED);
  });

  test('a login that could write is not let either', async () => {
    const owner = new URL(login);
    const own = new URL(inject('postgresUrl'));
    owner.username = own.username;
    owner.password = own.password;
    expect(await refused(owner.href, 'on', 'delete from revocation')).toBe(READ_ONLY);
  });

  test('the views show neither a CA key nor anything to open one with', async () => {
    const client = new pg.Client({ connectionString: login });
    await client.connect();
    try {
      const { rows } = await client.query(
        'select table_name, column_name from information_schema.columns where table_schema = $1 order by 1, 2',
        ['public'],
      );
      expect(rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`)).toEqual([
        'ocsp_issuer.authority',
        'ocsp_issuer.certificate',
        'ocsp_responder.authority',
        'ocsp_responder.certificate',
        'ocsp_responder.not_after',
        'ocsp_responder.sealed_key',
        'ocsp_status.authority',
        'ocsp_status.reason',
        'ocsp_status.revoked_at',
        'ocsp_status.serial',
      ]);
    } finally {
      await client.end();
    }
  });

  test('another passphrase opens nothing, and says what to do', async () => {
    await expect(start({ passphrase: 'x'.repeat(40) })).rejects.toMatchObject({
      code: 'RESPONDER_KEY_CLOSED',
      message: expect.stringContaining('ocspPassphrase'),
    });
    await expect(start({ passphrase: house.server.deps.config.secrets.caPassphrase })).rejects.toMatchObject({
      code: 'RESPONDER_KEY_CLOSED',
    });
  });
});

describe('the memory of answers', () => {
  const tools = async (statuses: (serials: readonly string[]) => Promise<ReadonlyMap<string, SerialStatus>>) => {
    const { responder: keeper } = await house.issuance.open();
    return {
      issuers: () => [{ name: 'issuing', certificate: issuing }],
      responderId: 'name' as const,
      now: () => new Date(),
      responder: () => keeper.current(),
      statuses,
    };
  };
  const limits = { ttlMs: 60_000, most: 10 };
  const certificate = { serial: 0x4142434445464748n };
  const SERIAL = '4142434445464748';
  const of = (status: CertificateStatus): SerialStatus => ({ authority: 'issuing', status });
  const GOOD = new Map<string, SerialStatus>([[SERIAL, of({ kind: 'good' })]]);
  const REVOKED = new Map<string, SerialStatus>([
    [SERIAL, of({ kind: 'revoked', revokedAt: new Date('2026-01-01'), reason: 'superseded' })],
  ]);
  const kindIn = (bytes: Uint8Array) => parseOcspResponse(new Uint8Array(bytes)).responses[0]?.status.kind;

  test('a change that comes while an answer is made is not overwritten by it', async () => {
    let arrive = (_: ReadonlyMap<string, SerialStatus>) => {};
    const slow = new Promise<ReadonlyMap<string, SerialStatus>>((resolve) => {
      arrive = resolve;
    });
    let asked = 0;
    const cache = cachedResponder(await tools(() => (asked++ === 0 ? slow : Promise.resolve(REVOKED))), limits);
    const making = cache.answer(questionAbout(certificate), 'key');
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    cache.forget([SERIAL]);
    arrive(GOOD);
    expect(kindIn((await making).bytes)).toBe('good');
    expect(cache.ready('key')).toBeUndefined();
    expect(kindIn((await cache.answer(questionAbout(certificate), 'key')).bytes)).toBe('revoked');
  });

  test('one signature and one question to the database for all who come at once', async () => {
    let asked = 0;
    const cache = cachedResponder(
      await tools(async () => {
        asked += 1;
        return GOOD;
      }),
      limits,
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => cache.answer(questionAbout(certificate), `key ${i}`)),
    );
    expect([asked, cache.counts.signed, new Set(answers.map(({ bytes }) => bytes)).size]).toEqual([1, 1, 1]);
  });

  test('nothing is believed for longer than told, nor kept without bound, nor unknown for long', async () => {
    const dull = cachedResponder(await tools(async () => GOOD), { ttlMs: 0, most: 10 });
    await dull.answer(questionAbout(certificate), 'key');
    expect(dull.ready('key')).toBeUndefined();
    const cache = cachedResponder(await tools(async () => GOOD), limits);
    for (let i = 0; i < 30; i++) await cache.answer(questionAbout(certificate), `key ${i}`);
    expect(Array.from({ length: 30 }, (_, i) => cache.ready(`key ${i}`)).filter(Boolean)).toHaveLength(10);
    let known = new Map<string, SerialStatus>();
    const later = cachedResponder(await tools(async () => known), limits);
    expect(kindIn((await later.answer(questionAbout(certificate), 'a')).bytes)).toBe('unknown');
    known = GOOD;
    expect(kindIn((await later.answer(questionAbout(certificate), 'b')).bytes)).toBe('good');
  });

  test('the server’s own answers are the same code', async () => {
    const live = liveResponder(await tools(async () => GOOD));
    expect(kindIn((await live(questionAbout(certificate))).bytes)).toBe('good');
    expect(await live(new Uint8Array())).toMatchObject({ fresh: undefined });
  });
});
