import path from 'node:path';
import { fileStore, hostedStore, type KeyStore } from '@yinxin/keystore';
import type { Deps } from '../../platform/index.ts';
import { refuse } from '../problems.ts';

/** Name of the built-in store: encrypted files in dataDir/ca. */
export const FILES = 'files';

/** The key stores of this installation, by name. */
export interface KeyStores {
  readonly names: readonly string[];
  /** The store as configured. Throws KEY_STORE_UNKNOWN. */
  get(name: string): KeyStore;
  /** The same store opened with another passphrase or PIN, for keys that operators open; closed by whoever asked. */
  openedWith(name: string, secret: string): KeyStore;
  /** The configured PIN, for a ceremony that gives it to operators. */
  pinOf(name: string): string | undefined;
  readonly folder: string;
  /** Where and under what the key files are. */
  readonly files: { readonly folder: string; readonly passphrase: string; readonly iterations?: number };
  close(): Promise<void>;
}

/** The sandbox's passphrase is random and as strong as the key: stretching it would only slow the start. */
const SANDBOX_ITERATIONS = 10_000;

export interface StoresPlace {
  readonly folder: string;
  readonly passphrase: string;
  readonly iterations?: number | undefined;
  readonly settings?: Deps['config']['keyStores'];
}

/** Where the keys of a configuration are. */
export function storesPlace(config: Deps['config']): StoresPlace {
  return {
    folder: path.join(config.dataDir, 'ca'),
    passphrase: config.secrets.caPassphrase,
    settings: config.keyStores,
    ...(config.mode === 'sandbox' ? { iterations: SANDBOX_ITERATIONS } : {}),
  };
}

/** Opens nothing yet: a module is loaded, in a process of its own, when it is first asked. */
export function keyStores({ folder, passphrase, iterations, settings = {} }: StoresPlace): KeyStores {
  const opened = new Map<string, KeyStore>();
  const files = (secret: string) =>
    fileStore({ name: FILES, folder, passphrase: secret, ...(iterations === undefined ? {} : { iterations }) });
  const settingsOf = (name: string) => {
    const found = settings[name];
    if (!found) throw refuse('KEY_STORE_UNKNOWN', { params: { name } });
    return found;
  };
  return {
    names: [FILES, ...Object.keys(settings)],
    folder,
    files: { folder, passphrase, ...(iterations === undefined ? {} : { iterations }) },
    get(name) {
      const known = opened.get(name);
      if (known) return known;
      const store = name === FILES ? files(passphrase) : hostedStore({ name, settings: settingsOf(name) });
      opened.set(name, store);
      return store;
    },
    openedWith: (name, secret) =>
      name === FILES ? files(secret) : hostedStore({ name, settings: settingsOf(name), pin: secret }),
    pinOf: (name) => (name === FILES ? undefined : settingsOf(name).pin),
    async close() {
      await Promise.all([...opened.values()].map((store) => store.close()));
      opened.clear();
    },
  };
}
