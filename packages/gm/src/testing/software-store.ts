import { concatBytes, to32Bytes } from '../bytes.ts';
import { portableEngine } from '../sm2/portable.ts';
import type { Sm2Store, Sm2StoreKey } from '../sm2/store.ts';
import { decodeSignature } from '../sm2/structures.ts';

/** How the stand-in answers: as most stores do, or wrongly. */
export type StoreManner = 'der' | 'raw' | 'other-key' | 'other-message' | 'nonsense' | 'away';

/** A store key that behaves like hardware but holds its key in software. Tests only. */
export function softwareStoreKey(privateKey: Uint8Array, manner: StoreManner = 'der'): Sm2StoreKey {
  const publicKey = portableEngine.publicKeyOf(privateKey);
  const sign = (key: Uint8Array, message: Uint8Array, signerId: Uint8Array) =>
    portableEngine.signAsync(key, message, signerId);
  return {
    publicKey,
    async sign(message, signerId) {
      switch (manner) {
        case 'der':
          return sign(privateKey, message, signerId);
        case 'raw': {
          const { r, s } = decodeSignature(await sign(privateKey, message, signerId));
          return concatBytes(to32Bytes(r), to32Bytes(s));
        }
        case 'other-key':
          return sign(portableEngine.generateKeyPair().privateKey, message, signerId);
        case 'other-message':
          return sign(privateKey, concatBytes(message, Uint8Array.of(0)), signerId);
        case 'nonsense':
          return Uint8Array.of(0x30, 0x80);
        case 'away':
          throw new Error('the device was removed');
      }
    },
  };
}

/** A store of such keys. */
export const softwareStore = (keys: readonly Sm2StoreKey[]): Sm2Store => ({
  name: 'stand-in',
  version: '1',
  keys: () => keys,
});
