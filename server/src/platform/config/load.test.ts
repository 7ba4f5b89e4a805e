import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, renderSettings, sandboxSecretPrefix, settingPaths } from './index.ts';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-config-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const write = (name: string, content: string) => {
  fs.writeFileSync(path.join(dir, name), content);
  return path.join(dir, name);
};
const strong = 'a strong secret of more than 32 characters';
const production = `
mode: production
publicUrl: https://hall.example.cn/
secrets: { dataKey: { file: data-key }, caPassphrase: { file: ca } }
sms: { driver: webhook, webhookUrl: "https://sms.example.cn" }
mail: { driver: smtp, smtpUrl: "smtps://u:p@mail.example.cn" }
payment: { driver: offline, accountName: 示例公司, accountNumber: '6222 0000', bank: 示例银行 }
`;
const problemsOf = (load: () => unknown): readonly string[] => {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('settings', () => {
  test('the environment is over the file, the file over the defaults, and the source of each is known', () => {
    const file = write('yinxin.yaml', 'port: 9000\ncourier: { name: EMS }\n');
    const { config, sources } = loadConfig({
      file,
      env: { YINXIN_PORT: '9100', YINXIN_COURIER_EVENING_SCAN: '18:30' },
    });
    expect(config).toMatchObject({
      port: 9100,
      courier: { name: 'EMS', eveningScan: '18:30' },
      publicUrl: 'http://127.0.0.1:9100',
    });
    expect(sources.get('port')).toBe('environment');
    expect(sources.get('courier.name')).toBe('file');
    expect(sources.get('host')).toBe('default');
  });

  test('[JX-46] without settings the courier is 顺丰, scanned at 19:00; uploads end at 10 MiB', () => {
    const { config } = loadConfig({ file: path.join(dir, 'none.yaml'), env: {} });
    expect(config.courier).toEqual({ name: '顺丰 SF Express', eveningScan: '19:00' });
    expect(config.uploads.maxBytes).toBe(10 * 1024 * 1024);
  });

  test('a misspelt or impossible setting is named', () => {
    const file = write('yinxin.yaml', 'porrt: 1\ncourier: { eveningScan: "25:00" }\n');
    expect(problemsOf(() => loadConfig({ file, env: {} })).join('\n')).toMatch(/eveningScan[\s\S]*porrt/);
  });

  test('every setting says what it means, and the written file reads back', () => {
    for (const meaning of settingPaths().values()) expect(meaning.length).toBeGreaterThan(5);
    const file = write(
      'yinxin.yaml',
      renderSettings(
        new Map<string, string | number>([
          ['port', 8443],
          ['support.phone', '400-1'],
        ]),
      ),
    );
    expect(loadConfig({ file, env: {} }).config).toMatchObject({ port: 8443, support: { phone: '400-1' } });
  });
});

describe('secrets', () => {
  test('the sandbox makes its own, marked, readable for the owner only, the same at the next start', () => {
    const options = { file: path.join(dir, 'none.yaml'), env: {} };
    const first = loadConfig(options).config.secrets;
    expect(first.dataKey.startsWith(sandboxSecretPrefix)).toBe(true);
    expect(first.dataKey).not.toBe(first.caPassphrase);
    expect(loadConfig(options).config.secrets).toEqual(first);
    expect(fs.statSync(path.join(dir, '.yinxin', 'sandbox-secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('production refuses missing secrets, sandbox secrets, and doors to nowhere', () => {
    const file = write('yinxin.yaml', 'mode: production\npublicUrl: https://hall.example.cn\n');
    const all = problemsOf(() => loadConfig({ file, env: {} })).join('\n');
    for (const expected of [
      'dataKey is missing',
      'caPassphrase is missing',
      'sms.driver',
      'mail.driver',
      'payment.driver',
    ])
      expect(all).toContain(expected);
    write('data-key', `${sandboxSecretPrefix}${'x'.repeat(40)}\n`);
    write('ca', `${strong}\n`);
    write('yinxin.yaml', production);
    expect(problemsOf(() => loadConfig({ file, env: {} }))).toEqual([
      expect.stringContaining('dataKey was made for the sandbox'),
    ]);
    write('data-key', `another ${strong}\n`);
    expect(loadConfig({ file, env: {} }).config).toMatchObject({
      publicUrl: 'https://hall.example.cn',
      secrets: { dataKey: `another ${strong}` },
    });
    write('yinxin.yaml', production.replace('driver: offline', 'driver: sandbox'));
    expect(problemsOf(() => loadConfig({ file, env: {} }))).toEqual([expect.stringContaining('payment.driver')]);
    write('yinxin.yaml', production.replace(', bank: 示例银行', ''));
    expect(problemsOf(() => loadConfig({ file, env: {} }))).toEqual([expect.stringContaining('payment.bank')]);
    write('yinxin.yaml', production.replace('{ file: ca }', '{ file: data-key }'));
    expect(problemsOf(() => loadConfig({ file, env: {} }))).toEqual([expect.stringContaining('the same as')]);
  });

  test('a secret may come from a file named in the environment', () => {
    const file = write('yinxin.yaml', 'mode: sandbox\n');
    const key = write('key', `${strong}\n`);
    expect(loadConfig({ file, env: { YINXIN_SECRETS_DATA_KEY_FILE: key } }).config.secrets.dataKey).toBe(strong);
  });

  test('a short secret is refused without repeating it', () => {
    const file = write('yinxin.yaml', 'secrets: { dataKey: hunter2 }\n');
    const problems = problemsOf(() => loadConfig({ file, env: {} })).join('\n');
    expect(problems).toContain('secrets.dataKey');
    expect(problems).not.toContain('hunter2');
  });
});
