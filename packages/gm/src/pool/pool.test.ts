import { afterAll, describe, expect, it } from 'vitest';
import { engine, fromHex, openCrowdSigner, openSm2Pool, portableEngine, toHex } from '../index.ts';

const refused = (code: string) => expect.objectContaining({ code });
const message = (i: number) => Uint8Array.of(i >> 8, i & 0xff);
const native = openSm2Pool({ threads: 2 });
const pools = [
  [`threads of ${engine().name}`, native],
  ['the calling thread', openSm2Pool({ engine: portableEngine })],
] as const;

afterAll(async () => {
  await Promise.all(pools.map(([, pool]) => pool.close()));
});

describe.each(pools)('a pool on %s', (_, pool) => {
  const { privateKey, publicKey } = portableEngine.generateKeyPair();

  it('signs and verifies in order, with any signer id', async () => {
    const key = pool.openPrivateKey(privateKey);
    const messages = Array.from({ length: 24 }, (_, i) => message(i));
    const id = fromHex('616263');
    const signatures = await key.signMany(messages, id);
    expect(signatures.map((signature, i) => portableEngine.verify(publicKey, message(i), signature, id))).toEqual(
      Array(24).fill(true),
    );
    const shifted = signatures.map((signature, i) => ({
      publicKey,
      message: message(i === 7 ? 8 : i),
      signature,
      signerId: id,
    }));
    expect(await pool.verifyMany(shifted)).toEqual(messages.map((_, i) => i !== 7));
    expect(engine().verify(publicKey, message(1), await key.signAsync(message(1)))).toBe(true);
    key.close();
  });

  it('refuses with the same codes as the engine and goes on working', async () => {
    expect(() => pool.openPrivateKey(new Uint8Array(32))).toThrow(refused('SM2_PRIVATE_KEY_INVALID'));
    const key = pool.openPrivateKey(privateKey);
    await expect(key.signAsync(message(1), new Uint8Array(9000))).rejects.toThrow(refused('SM2_SIGNER_ID_TOO_LONG'));
    const signature = await key.signAsync(message(1));
    const wrongKey = { publicKey: new Uint8Array(65), message: message(1), signature };
    await expect(pool.verifyMany([wrongKey])).rejects.toThrow(refused('SM2_PUBLIC_KEY_INVALID'));
    expect(await pool.verifyMany([{ publicKey, message: message(1), signature }])).toEqual([true]);
    key.close();
  });

  it('finishes what was begun when a key is closed, and begins nothing more', async () => {
    const key = pool.openPrivateKey(privateKey);
    const begun = key.signMany([message(1), message(2), message(3)]);
    key.close();
    await expect(key.signAsync(message(4))).rejects.toThrow(refused('SM2_PRIVATE_KEY_INVALID'));
    for (const [i, signature] of (await begun).entries()) {
      expect(portableEngine.verify(publicKey, message(i + 1), signature)).toBe(true);
    }
  });
});

describe.each([engine(), portableEngine])('a key many ask at once, of $name', (sm2) => {
  it('gives each its own signature, over a long message too, and refuses as the engine does', async () => {
    const { privateKey, publicKey } = portableEngine.generateKeyPair();
    const key = openCrowdSigner(privateKey, sm2);
    const messages = [...Array.from({ length: 20 }, (_, i) => message(i)), new Uint8Array(70_000)];
    const signatures = await Promise.all(messages.map((one) => key.signAsync(one)));
    expect(signatures.map((one, i) => engine().verify(publicKey, messages[i] ?? message(0), one))).toEqual(
      messages.map(() => true),
    );
    await expect(key.signAsync(message(1), new Uint8Array(9000))).rejects.toThrow(refused('SM2_SIGNER_ID_TOO_LONG'));
    expect(() => openCrowdSigner(new Uint8Array(32), sm2)).toThrow(refused('SM2_PRIVATE_KEY_INVALID'));
  });
});

describe('a pool that is closed', () => {
  it('rejects what is still waiting and what comes later', async ({ skip }) => {
    if (native.threads === 0) skip('no threads without OpenSSL');
    const pool = openSm2Pool({ threads: 1 });
    const key = pool.openPrivateKey(fromHex('11'.repeat(32)));
    const waiting = Promise.allSettled([key.signMany(Array.from({ length: 500 }, (_, i) => message(i)))]);
    await Promise.resolve();
    await pool.close();
    expect((await waiting)[0]).toMatchObject({ status: 'rejected', reason: { code: 'SM2_ENGINE_FAILED' } });
    await expect(key.signAsync(message(1))).rejects.toThrow(refused('SM2_ENGINE_UNAVAILABLE'));
    key.close();
  });

  it('sends threads the address of a key, never the key', async ({ skip }) => {
    if (native.threads === 0) skip('no threads without OpenSSL');
    const { Worker } = await import('node:worker_threads');
    const sent: unknown[] = [];
    const original = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (value, ...rest) {
      sent.push(value);
      return Reflect.apply(original, this, [value, ...rest]);
    };
    try {
      const privateKey = fromHex('0123456789abcdef'.repeat(4));
      const key = native.openPrivateKey(privateKey);
      await key.signMany([message(1), message(2)]);
      key.close();
      const text = JSON.stringify(sent, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString(16) : value instanceof Uint8Array ? toHex(value) : value,
      );
      expect(text).toContain(toHex(message(2)));
      expect(text).not.toContain(toHex(privateKey));
      expect(text).not.toContain('0123456789abcdef');
    } finally {
      Worker.prototype.postMessage = original;
    }
  });
});
