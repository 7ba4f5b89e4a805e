/**
 * Where the private keys of certification authorities live: encrypted files, or PKCS#11 modules called without a
 * compiler, if wanted in a process of their own. A key signs and never leaves; errors are `KeyStoreError`.
 */
export { type DealtShare, deal, type Enrolment, enrol, openShare, recombine, ShareError } from './activation/shares.ts';
export { KEY_STORE_PROBLEMS, KeyStoreError, type KeyStoreProblem } from './errors.ts';
export { type Reseal, removeKeyFile, resealKeyFile } from './file/reseal.ts';
export { type FileStoreOptions, fileStore } from './file/store.ts';
export { type HostedStore, type HostedStoreOptions, hostedStore } from './host/hosted.ts';
export { type Pkcs11StoreOptions, pkcs11Store } from './pkcs11/store.ts';
export { KeyStoreSettings, Pkcs11Settings, Sm2Settings } from './settings.ts';
export {
  type Health,
  type KeyStore,
  type NewKey,
  STORE_ALGORITHMS,
  type StoreAlgorithm,
  type StoredKey,
  type StoreKey,
} from './types.ts';
