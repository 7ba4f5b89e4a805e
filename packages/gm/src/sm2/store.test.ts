import { describe, expect, it } from 'vitest';
import {
  buildEngine,
  DEFAULT_SIGNER_ID,
  fromHex,
  hardwareEngine,
  overDigest,
  portableEngine,
  preprocess,
  storeSigner,
  toHex,
} from '../index.ts';
import { type StoreManner, softwareStore, softwareStoreKey } from '../testing/software-store.ts';
import { privateScalar } from './curve.ts';
import { signDigestWith } from './portable.ts';
import { decodeSignature } from './structures.ts';

const privateKey = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
const publicKey = portableEngine.publicKeyOf(privateKey);
const message = new TextEncoder().encode('message digest');
const refused = (code: string) => expect.objectContaining({ code });

describe('what a store that takes e is given', () => {
  it('is the published e, bound to key and signer id', () => {
    expect(toHex(preprocess(publicKey, DEFAULT_SIGNER_ID, message))).toBe(
      'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
    );
    expect(preprocess(publicKey, fromHex('01'), message)).not.toEqual(
      preprocess(publicKey, DEFAULT_SIGNER_ID, message),
    );
    expect(() => preprocess(publicKey.subarray(1), DEFAULT_SIGNER_ID, message)).toThrow(
      refused('SM2_PUBLIC_KEY_INVALID'),
    );
  });

  it('gives the published signature when the device uses the published nonce', async () => {
    const k = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n;
    const device = overDigest(publicKey, async (e) => {
      const signature = signDigestWith(privateScalar(privateKey), BigInt(`0x${toHex(e)}`), k);
      if (signature === undefined) throw new Error('not with this nonce');
      return signature;
    });
    const signature = await storeSigner(device, portableEngine).signAsync(message);
    expect(toHex(signature)).toContain('f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3');
  });
});

describe('a signer over a store', () => {
  it.each<StoreManner>(['der', 'raw'])('gives strict DER from a store that answers %s', async (manner) => {
    const signer = storeSigner(softwareStoreKey(privateKey, manner), portableEngine);
    for (const id of [undefined, fromHex('61'), new Uint8Array(0)]) {
      const signature = await signer.signAsync(message, id);
      expect(() => decodeSignature(signature, 'strict')).not.toThrow();
      expect(portableEngine.verify(publicKey, message, signature, id)).toBe(true);
    }
  });

  it.each<StoreManner>(['other-key', 'other-message', 'nonsense'])(
    'finds out a store that answers %s',
    async (manner) => {
      const signer = storeSigner(softwareStoreKey(privateKey, manner), portableEngine);
      await expect(signer.signAsync(message)).rejects.toThrow(refused('SM2_STORE_FAILED'));
    },
  );

  it('passes on what the store itself says', async () => {
    const signer = storeSigner(softwareStoreKey(privateKey, 'away'), portableEngine);
    await expect(signer.signAsync(message)).rejects.toThrow('the device was removed');
  });
});

describe('the hardware engine', () => {
  const store = softwareStore([softwareStoreKey(privateKey)]);

  it('signs with the keys of its store and with no other', async () => {
    const engine = hardwareEngine(store, portableEngine);
    expect(engine.storedKeys().map(toHex)).toEqual([toHex(publicKey)]);
    const signature = await engine.openStoredKey(publicKey).signAsync(message);
    expect(engine.verify(publicKey, message, signature)).toBe(true);
    expect(() => engine.openStoredKey(portableEngine.generateKeyPair().publicKey)).toThrow(
      refused('SM2_KEY_NOT_IN_STORE'),
    );
    expect(() => portableEngine.openStoredKey(publicKey)).toThrow(refused('SM2_KEY_NOT_IN_STORE'));
    expect(portableEngine.storedKeys()).toEqual([]);
  });

  it('is named by the report with its store and the software beside it', () => {
    const { engine, report } = buildEngine({ software: 'portable', store });
    expect(engine.name).toBe('hardware');
    expect(report).toEqual({ name: 'hardware', version: 'stand-in 1; portable @noble/curves' });
  });
});
