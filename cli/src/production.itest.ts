import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ApiProblem, type CallInput, call } from '@yinxin/client';
import { type Endpoint, endpoints } from '@yinxin/contract';
import { freePort, loadConfig, type RunningServer, startServer } from '@yinxin/server';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { createAuthority } from './commands/authority.ts';
import { doctor } from './commands/doctor.ts';
import { migrate } from './commands/migrate.ts';
import { rebuild } from './commands/rebuild.ts';
import { setup } from './commands/setup.ts';
import { addStaff } from './commands/staff.ts';

/* The whole way of an operator, in the order of the README; each test goes on where the one before ended. */

let dir: string;
let config: string;
let database: TestDatabase;
let gateway: net.Server;
let settings: string[];
let server: RunningServer | undefined;
const printed: string[] = [];

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-production-'));
  config = path.join(dir, 'yinxin.yaml');
  database = await createTestDatabase({});
  // Stands for SMS gateway and mail server: somebody answers the door.
  gateway = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => gateway.once('listening', resolve));
  const address = gateway.address();
  const door = typeof address === 'object' && address !== null ? address.port : 0;
  const port = await freePort();
  settings = [
    `port=${port}`,
    `publicUrl=http://127.0.0.1:${port}`,
    'statusUrl=http://status.example.cn',
    `databaseUrl=${database.url}`,
    'sms.driver=webhook',
    `sms.webhookUrl=http://127.0.0.1:${door}/sms`,
    'mail.driver=smtp',
    `mail.smtpUrl=smtp://user:hidden-word@127.0.0.1:${door}`,
    'payment.accountName=示例电子认证服务有限公司',
    'payment.accountNumber=6222000011112222',
    'payment.bank=示例银行南昌分行',
    'log.level=silent',
  ];
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((...words) => void printed.push(words.join(' ')));
});
// The operator's file names the database; what the suite itself was pointed at would win over it.
beforeEach(() => void vi.stubEnv('DATABASE_URL', undefined));
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await server?.close();
  gateway.close();
  await database.drop();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** What a command printed. */
async function said(command: () => Promise<unknown>): Promise<string> {
  printed.length = 0;
  await command();
  return printed.join('\n');
}

test('setup without questions writes settings and secrets; doctor says what is not there yet', async () => {
  expect(await said(() => setup({ config, yes: true, set: settings }))).toContain('authority init');
  const report = await said(async () => expect(await doctor({ config })).toBe(1));
  expect(report).toMatch(/✗ .*authority init/);
  expect(report).toMatch(/✓ secrets\.dataKey comes from .*\(0600\)/);
  expect(report).toMatch(/! .*migrations pending/);
  expect(report).not.toContain('hidden-word');
  const secret = fs.readFileSync(path.join(dir, 'secrets', 'data-key'), 'utf8').trim();
  expect(report).not.toContain(secret);
});

test('migrate prepares the database, again it has nothing to do', async () => {
  expect(await said(() => migrate({ config }))).toMatch(/Applied: 000-platform/);
  expect(await said(() => migrate({ config }))).toContain('up to date');
});

test('without an authority the server does not start and says which command makes one', async () => {
  await expect(startServer(loadConfig({ file: config, env: {} }).config)).rejects.toThrow(/authority init/);
});

test('authority init makes root and issuing CA once, keys for the owner only', async () => {
  const names = { organisation: '示例电子认证服务有限公司', prefix: 'Example' };
  expect(await said(() => createAuthority({ config, ...names }))).toContain('CN=Example Root CA (SM2)');
  expect(await said(() => createAuthority({ config, ...names, prefix: 'Other' }))).toMatch(
    /nothing was changed[\s\S]*Example/,
  );
  await expect(createAuthority({ config, organisation: '', prefix: 'Example' })).rejects.toThrow(/1 to 64/);
  const folder = path.join(dir, 'data', 'ca');
  const keys = fs.readdirSync(folder).filter((name) => name.endsWith('.key.pem'));
  expect(keys).toHaveLength(2);
  for (const name of keys) {
    expect(fs.statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    expect(fs.readFileSync(path.join(folder, name), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  }
});

test('doctor finds everything in place, and a gateway that went away', async () => {
  const report = await said(() => doctor({ config }));
  // The database of the tests does not sync to disk, which is exactly what doctor must say.
  const failed = report.split('\n').filter((line) => line.startsWith('✗'));
  expect(failed.every((line) => line.includes('fsync'))).toBe(true);
  for (const finding of [/✓ root valid until/, /✓ SMS gateway/, /✓ mail server/, /✓ payment by bank transfer/])
    expect(report).toMatch(finding);
  const closed = await freePort();
  vi.stubEnv('YINXIN_SMS_WEBHOOK_URL', `http://127.0.0.1:${closed}/sms`);
  expect(await said(() => doctor({ config }))).toMatch(/✗ SMS gateway .* cannot be reached \(ECONNREFUSED\)/);
  vi.unstubAllEnvs();
});

test('the first administrator signs in with the one-time password, must change it, and then works', async () => {
  const roles = 'administrator, auditor';
  const added = await said(() => addStaff({ config, username: 'chen.hua', name: '陈华', roles }));
  const password = /One-time password: (\S+)/.exec(added)?.[1] ?? '';
  await expect(addStaff({ config, username: 'chen.hua', name: '陈华', roles })).rejects.toThrow(/chen\.hua/);
  await expect(addStaff({ config, username: 'x.y', name: 'X', roles: 'king' })).rejects.toThrow(/king.*reviewer/s);
  const running = await startServer(loadConfig({ file: config, env: {} }).config);
  server = running;
  const browser = browserOf(running.url);
  const { session, administration } = endpoints;
  await browser.call(session.staffSignIn, { body: { username: 'chen.hua', password } });
  await expect(browser.call(administration.staff, {})).rejects.toThrow(/PASSWORD_CHANGE_REQUIRED/);
  const next = 'a long sentence nobody guesses 7';
  await browser.call(session.changeStaffPassword, { body: { current: password, next } });
  const { items } = await browser.call(administration.staff, {});
  expect(items.map(({ username, roles: held }) => [username, held])).toEqual([
    ['chen.hua', ['administrator', 'auditor']],
  ]);
});

test('no endpoint of the sandbox exists, and no account of it', async () => {
  const url = server?.url ?? '';
  const all: Endpoint[] = Object.values(endpoints).flatMap((group) => Object.values<Endpoint>(group));
  const ofSandbox = all.filter(({ who }) => who === 'sandbox');
  expect(ofSandbox.length).toBeGreaterThan(5);
  for (const { method, path: at } of ofSandbox) {
    const response = await fetch(url + at.replace(/:\w+/g, 'x'), { method });
    expect([response.status, at]).toEqual([404, at]);
  }
  expect((await fetch(`${url}/api/payments/callbacks/sandbox`, { method: 'POST' })).status).toBe(404);
  expect(await (await fetch(`${url}/openapi.json`)).text()).not.toContain('/api/sandbox');
  const means = await browserOf(url).call(endpoints.applications.paymentMeans, {});
  expect(means).toMatchObject({ cashier: false, transfer: { bank: '示例银行南昌分行' } });
});

test('rebuild works beside the running server', async () => {
  expect(await said(() => rebuild({ config }))).toMatch(/Made anew: .*applications/);
});

test.each([
  ['secrets.dataKey', { YINXIN_SECRETS_DATA_KEY: `sandbox-${'x'.repeat(40)}` }, /dataKey was made for the sandbox/],
  ['secrets.caPassphrase', { YINXIN_SECRETS_CA_PASSPHRASE: `sandbox-${'x'.repeat(40)}` }, /caPassphrase was made for/],
  ['sms.driver', { YINXIN_SMS_DRIVER: 'sandbox' }, /nobody would receive a code/],
  ['mail.driver', { YINXIN_MAIL_DRIVER: 'sandbox' }, /nobody would receive mail/],
  ['payment.driver', { YINXIN_PAYMENT_DRIVER: 'sandbox' }, /nobody would pay/],
])('production with the %s of the sandbox is refused and told why', (_setting, env, why) => {
  expect(() => loadConfig({ file: config, env })).toThrow(why);
});

test('a database of production is refused to the sandbox, one of the sandbox to production, both unchanged', async () => {
  const sandbox = { YINXIN_MODE: 'sandbox', DATABASE_URL: database.url };
  const other = path.join(dir, 'other', 'yinxin.yaml');
  await expect(startServer(loadConfig({ file: other, env: sandbox }).config)).rejects.toThrow(/made for production/);
  const theirs = await createTestDatabase({});
  try {
    const env = { YINXIN_MODE: 'sandbox', DATABASE_URL: theirs.url, YINXIN_PORT: '0', YINXIN_LOG_LEVEL: 'silent' };
    const started = await startServer(loadConfig({ file: other, env }).config);
    await started.close();
    vi.stubEnv('YINXIN_DATABASE_URL', theirs.url);
    await expect(migrate({ config })).rejects.toThrow(/made for sandbox/);
    await expect(addStaff({ config, username: 'a.b', name: 'A', roles: 'auditor' })).rejects.toThrow(
      /made for sandbox/,
    );
    expect(await said(() => doctor({ config }))).toMatch(/✗ .*made for sandbox/);
  } finally {
    vi.unstubAllEnvs();
    await theirs.drop();
  }
});

/** A browser of one person: keeps its cookie and the token against forgery. */
function browserOf(baseUrl: string) {
  let cookie = '';
  let csrf: string | null = null;
  const transport = {
    baseUrl,
    csrf: () => csrf,
    fetch: async (url: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      if (cookie !== '') headers.set('cookie', cookie);
      const response = await fetch(url, { ...init, headers });
      const [set] = response.headers.getSetCookie();
      if (set) cookie = set.split(';')[0] ?? '';
      return response;
    },
  };
  return {
    async call<E extends Endpoint>(endpoint: E, input: CallInput<E>) {
      try {
        return await call(transport, endpoint, input);
      } catch (error) {
        throw error instanceof ApiProblem ? new Error(error.problem.code) : error;
      } finally {
        csrf = (await call(transport, endpoints.session.current, {})).csrf;
      }
    },
  };
}
