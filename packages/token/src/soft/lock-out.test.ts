import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenError } from '../errors.ts';
import { mediumSerial } from '../serial.ts';
import { produce, type TestAuthority, testAuthority, testSecrets } from '../testing/authority.ts';
import { manufactureSoftToken } from './manufacture.ts';
import { openSoftToken } from './soft-token.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinxin-lock-'));
let ca: TestAuthority;
beforeAll(async () => {
  ca = await testAuthority();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: unknown) => (error instanceof TokenError ? error.problem : error),
  );

describe.each([2, 5])('a key that allows %d tries', (limit) => {
  test('[IT-38] locks after that many, says each time how many are left, and only unlocking opens it', async () => {
    const directory = join(folder, String(limit));
    const serial = mediumSerial(new Date('2026-11-22T04:00:00Z'), limit);
    manufactureSoftToken(directory, { serial, pinTries: limit, cost: { n: 1024, r: 8, p: 1 } });
    const token = openSoftToken(directory);
    const secrets = testSecrets();
    await produce(token, secrets, ca);
    token.logout();
    for (let left = limit - 1; left > 0; left -= 1) {
      expect(await codeOf(token.login('000111'))).toEqual({ code: 'E_PIN_WRONG', left });
      expect(token.status().pin).toEqual({ left, limit });
    }
    expect(await codeOf(token.login('000111'))).toEqual({ code: 'E_PIN_LOCKED' });
    await token.close();
    // Neither pulling it out, nor another program, nor the right PIN helps.
    const again = openSoftToken(directory);
    expect(again.status()).toMatchObject({ state: 'locked', pin: { left: 0, limit } });
    const message = new Uint8Array(8);
    for (const attempt of [
      again.login(secrets.pin),
      again.changePin(secrets.pin, '918273'),
      again.sign(message, 'test'),
    ])
      expect(await codeOf(attempt)).toMatchObject({ code: expect.stringMatching(/^E_PIN_(LOCKED|REQUIRED)$/) });
    await again.unlock({ adminKey: secrets.adminKey }, '918273');
    expect(again.status()).toMatchObject({ state: 'made', pin: { left: limit, limit } });
    await again.login('918273');
    await again.close();
  });
});
