import type { Health } from '@yinxin/keystore';
import type { Deps } from '../../platform/index.ts';
import { FILES, keyStores, storesPlace } from './stores.ts';

/** One key store as `yinxin doctor` sees it. */
export interface StoreHealth {
  readonly name: string;
  readonly health: Health;
  /** Whether the settings give its PIN; otherwise operators do. */
  readonly isPinKept: boolean;
}

/** Asks every configured store how it is, and lets go of it. A wrong PIN is tried once. */
export async function storeHealth(config: Deps['config']): Promise<readonly StoreHealth[]> {
  const stores = keyStores(storesPlace(config));
  try {
    return await Promise.all(
      stores.names.map(async (name) => ({
        name,
        health: await stores.get(name).health(),
        isPinKept: name === FILES || stores.pinOf(name) !== undefined,
      })),
    );
  } finally {
    await stores.close();
  }
}
