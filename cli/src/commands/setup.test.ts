import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ConfigError, loadConfig } from '@yinxin/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setup } from './setup.ts';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-setup-'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(dir, { recursive: true, force: true });
});

const complete = [
  'publicUrl=https://hall.example.cn',
  'databaseUrl=postgres://yinxin:hidden@db.example.cn/yinxin',
  'sms.driver=webhook',
  'sms.webhookUrl=https://sms.example.cn',
  'mail.driver=smtp',
  'mail.smtpUrl=smtps://u:hidden@mail.example.cn',
  'payment.accountName=示例电子认证服务有限公司',
  'payment.accountNumber=6222000011112222',
  'payment.bank=示例银行',
];

test('a complete set of answers gives settings that production starts with, secrets apart and for the owner only', async () => {
  const config = path.join(dir, 'yinxin.yaml');
  expect(await setup({ config, yes: true, set: complete })).toBe(0);
  const loaded = loadConfig({ file: config, env: {} }).config;
  expect(loaded).toMatchObject({
    mode: 'production',
    databaseUrl: 'postgres://yinxin:hidden@db.example.cn/yinxin',
    dataDir: path.join(dir, 'data'),
    payment: { driver: 'offline', accountNumber: '6222000011112222' },
  });
  expect(loaded.secrets.dataKey.length).toBeGreaterThan(40);
  expect(fs.readFileSync(config, 'utf8')).not.toContain('hidden');
  for (const name of fs.readdirSync(path.join(dir, 'secrets'))) {
    expect(fs.statSync(path.join(dir, 'secrets', name)).mode & 0o777, name).toBe(0o600);
  }
});

test('run again it replaces nothing without --force, and never a secret', async () => {
  const config = path.join(dir, 'yinxin.yaml');
  await setup({ config, yes: true, set: complete });
  const before = loadConfig({ file: config, env: {} }).config.secrets;
  expect(await setup({ config, yes: true, set: complete })).toBe(1);
  expect(await setup({ config, yes: true, force: true, set: [...complete, 'port=8443'] })).toBe(0);
  const after = loadConfig({ file: config, env: {} }).config;
  expect(after.secrets).toEqual(before);
  expect(after.port).toBe(8443);
});

test('what is still missing is said, and a setting that does not exist is refused', async () => {
  const config = path.join(dir, 'yinxin.yaml');
  await setup({ config, yes: true, set: [] });
  expect(() => loadConfig({ file: config, env: {} })).toThrow(ConfigError);
  await expect(setup({ config, yes: true, force: true, set: ['porrt=1'] })).rejects.toThrow(/porrt/);
});
