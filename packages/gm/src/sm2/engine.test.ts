import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { GmError } from '../errors.ts';
import {
  buildEngine,
  chooseEngine,
  engine,
  engineReport,
  fromHex,
  hardwareEngine,
  portableEngine,
  type Sm2Engine,
  toHex,
} from '../index.ts';
import { softwareStore } from '../testing/software-store.ts';
import { selfTest } from './self-test.ts';

// Many cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = Number(process.env.GM_RANDOM_CASES ?? 200);
const text = (value: string) => new TextEncoder().encode(value);
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof GmError) return error.code;
    throw error;
  }
  return 'nothing thrown';
};

const native = engine();
const software = native === portableEngine ? [portableEngine] : [native, portableEngine];
// Hardware beside the software: the public operations pass the same suite; its keys are in store.test.ts.
const engines = [...software, hardwareEngine(softwareStore([]), native)];

describe.each(engines)('engine $name', (sm2) => {
  const pair = sm2.generateKeyPair();
  const message = text('印信');

  it('gives the published answers of GM/T 0003.5', () => {
    expect(() => selfTest(sm2)).not.toThrow();
  });

  it('accepts its own signature as DER and as 64 bytes r‖s, on and off the event loop', async () => {
    const signature = await sm2.signAsync(pair.privateKey, message);
    expect(sm2.verify(pair.publicKey, message, signature)).toBe(true);
    expect(await sm2.verifyAsync(pair.publicKey, message, signature)).toBe(true);
  });

  it('takes as many requests at once as come', async () => {
    const key = sm2.openPrivateKey(pair.privateKey);
    const signatures = await Promise.all(Array.from({ length: 300 }, () => key.signAsync(message)));
    const checked = signatures.slice(0, 3).map((one) => sm2.verifyAsync(pair.publicKey, message, one));
    expect(await Promise.all(checked)).toEqual([true, true, true]);
    expect(new Set(signatures.map(toHex)).size).toBe(300);
    key.close();
  });

  it('refuses an altered message, signature, key or signer id', () => {
    const signature = sm2.sign(pair.privateKey, message);
    const altered = signature.slice();
    altered[20] = (altered[20] ?? 0) ^ 1;
    expect(sm2.verify(pair.publicKey, text('印信.'), signature)).toBe(false);
    expect(sm2.verify(pair.publicKey, message, altered)).toBe(false);
    expect(sm2.verify(sm2.generateKeyPair().publicKey, message, signature)).toBe(false);
    expect(sm2.verify(pair.publicKey, message, signature, text('8765432187654321'))).toBe(false);
  });

  it('refuses an altered ciphertext and the wrong key', () => {
    const cipher = sm2.encrypt(pair.publicKey, message);
    const altered = cipher.slice();
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    expect(codeOf(() => sm2.decrypt(pair.privateKey, altered))).toBe('SM2_DECRYPT_FAILED');
    expect(codeOf(() => sm2.decrypt(sm2.generateKeyPair().privateKey, cipher))).toBe('SM2_DECRYPT_FAILED');
    expect(codeOf(() => sm2.decrypt(pair.privateKey, cipher.subarray(0, 50)))).toBe('SM2_CIPHER_MALFORMED');
    expect(codeOf(() => sm2.encrypt(pair.publicKey, new Uint8Array(0)))).toBe('SM2_PLAINTEXT_EMPTY');
  });

  it.each([
    ['zero', '0'.repeat(64)],
    ['n-1', 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122'],
    ['n', 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'],
    ['31 bytes', '11'.repeat(31)],
  ])('refuses the private key %s', (_, hex) => {
    expect(codeOf(() => sm2.sign(fromHex(hex), message))).toBe('SM2_PRIVATE_KEY_INVALID');
    expect(codeOf(() => sm2.publicKeyOf(fromHex(hex)))).toBe('SM2_PRIVATE_KEY_INVALID');
  });

  it('keeps a private key open for many operations, until it is closed', async () => {
    const key = sm2.openPrivateKey(pair.privateKey);
    expect(key.publicKey).toEqual(pair.publicKey);
    expect(key.decrypt(sm2.encrypt(pair.publicKey, message))).toEqual(message);
    const signatures = await Promise.all(Array.from({ length: 20 }, () => key.signAsync(message)));
    for (const signature of [...signatures, key.sign(message)]) {
      expect(sm2.verify(pair.publicKey, message, signature)).toBe(true);
    }
    const inFlight = key.signAsync(message);
    key.close();
    key.close();
    expect(sm2.verify(pair.publicKey, message, await inFlight)).toBe(true);
    expect(codeOf(() => key.sign(message))).toBe('SM2_PRIVATE_KEY_INVALID');
    await expect(key.signAsync(message)).rejects.toThrow(GmError);
  });

  it('takes the largest private key n-2', () => {
    const largest = fromHex('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121');
    const signature = sm2.sign(largest, message);
    expect(sm2.verify(sm2.publicKeyOf(largest), message, signature)).toBe(true);
  });

  it('refuses a public key off the curve, compressed, or at infinity', () => {
    const off = pair.publicKey.slice();
    off[64] = (off[64] ?? 0) ^ 1;
    for (const bad of [off, pair.publicKey.subarray(0, 33), Uint8Array.of(0), new Uint8Array(65)]) {
      expect(codeOf(() => sm2.verify(bad, message, sm2.sign(pair.privateKey, message)))).toBe('SM2_PUBLIC_KEY_INVALID');
      expect(codeOf(() => sm2.encrypt(bad, message))).toBe('SM2_PUBLIC_KEY_INVALID');
    }
  });
});

describe('the choice of the engine', () => {
  it('is the native one where it passes, and otherwise says why', () => {
    const report = engineReport();
    expect(report.name).toBe(native.name);
    expect(report.name === 'portable').toBe(report.fallbackReason !== undefined);
  });

  it('can be asked for by name', () => {
    expect(buildEngine({ software: 'portable' }).report).toEqual({ name: 'portable', version: '@noble/curves' });
    if (native.name === 'openssl') expect(buildEngine({ software: 'openssl' }).report.name).toBe('openssl');
    else expect(codeOf(() => buildEngine({ software: 'openssl' }))).toBe('SM2_ENGINE_UNAVAILABLE');
  });

  it('is asked for by the environment, where only known names count', () => {
    vi.stubEnv('YINXIN_SM2_ENGINE', 'portable');
    expect(buildEngine({}).report.name).toBe('portable');
    vi.stubEnv('YINXIN_SM2_ENGINE', 'fastest');
    expect(codeOf(() => buildEngine({}))).toBe('SM2_ENGINE_UNAVAILABLE');
    vi.unstubAllEnvs();
  });

  it('is not changed once it is in use', () => {
    expect(codeOf(() => chooseEngine({ software: 'portable' }))).toBe('SM2_ENGINE_CHOSEN');
  });

  it.each<[string, Partial<Sm2Engine>]>([
    ['accepts every signature', { verify: () => true }],
    ['accepts none', { verify: () => false }],
    ['ignores the signer id', { verify: (key, message, signature) => portableEngine.verify(key, message, signature) }],
    ['decrypts to something else', { decrypt: () => text('something') }],
    [
      'makes keys that do not fit',
      { generateKeyPair: () => ({ ...portableEngine.generateKeyPair(), privateKey: fromHex('11'.repeat(32)) }) },
    ],
  ])('never falls on one that %s', (_, broken) => {
    expect(codeOf(() => selfTest({ ...portableEngine, ...broken }))).toBe('SM2_ENGINE_FAILED');
  });
});

describe.runIf(software.length === 2)('the engines agree', () => {
  const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

  it(
    `on ${RUNS} random signatures, ciphertexts and signer ids`,
    () => {
      const seed = fc.readConfigureGlobal().seed ?? Date.now();
      // A new key every so many cases.
      const perKey = Math.min(RUNS, 100);
      for (let made = 0; made < RUNS; made += perKey) {
        const pair = (made / perKey) % 2 === 0 ? native.generateKeyPair() : portableEngine.generateKeyPair();
        const keys = software.map((one) => one.openPrivateKey(pair.privateKey));
        for (const { publicKey } of keys) expect(toHex(publicKey)).toBe(toHex(pair.publicKey));
        fc.assert(
          fc.property(bytes(0, 300), bytes(1, 200), bytes(0, 40), fc.boolean(), (message, plaintext, id, isSwapped) => {
            const [one, other] = isSwapped ? [1, 0] : [0, 1];
            const signature = keys[one]?.sign(message, id) ?? message;
            expect(software[other]?.verify(pair.publicKey, message, signature, id)).toBe(true);
            const cipher = software[one]?.encrypt(pair.publicKey, plaintext) ?? plaintext;
            expect(toHex(keys[other]?.decrypt(cipher) ?? message)).toBe(toHex(plaintext));
          }),
          { numRuns: Math.min(perKey, RUNS - made), seed: seed + made },
        );
        for (const key of keys) key.close();
      }
    },
    60_000 + RUNS * 100,
  );

  it('on one-byte plaintexts, where a zero key stream must be drawn again', () => {
    const { privateKey, publicKey } = native.generateKeyPair();
    for (let i = 0; i < 24; i++) {
      const cipher = native.encrypt(publicKey, Uint8Array.of(i));
      expect(portableEngine.decrypt(privateKey, cipher)).toEqual(Uint8Array.of(i));
    }
  });

  it('on refusing every single-byte change of a signature', () => {
    const message = text('one byte');
    const { privateKey, publicKey } = native.generateKeyPair();
    const signature = native.sign(privateKey, message);
    for (let i = 0; i < signature.length; i++) {
      const altered = signature.slice();
      altered[i] = (altered[i] ?? 0) ^ 0x80;
      expect(native.verify(publicKey, message, altered)).toBe(portableEngine.verify(publicKey, message, altered));
    }
  });
});
