import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort, loadConfig, roomsFor } from '@yinxin/server';
import { type EmbeddedServer, startEmbedded } from '../../server/src/platform/database/index.ts';
import type { Deps } from '../../server/src/platform/index.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { openPlatform } from '../../server/src/platform/open.ts';
import { startServerProcess } from '../server.ts';
import { warm } from './warm.ts';

/** What somebody who runs a large hall gives PostgreSQL on a machine of 16 GB and more (docs/deployment.md). */
const MEASURED = {
  shared_buffers: '4GB',
  effective_cache_size: '12GB',
  random_page_cost: '1.1',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
};
/** While it is filled: what a crash would lose is filled in again. */
const FILLED = { ...MEASURED, fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off' };

/** One data set in a folder of its own, with its secrets: the database is opened to be filled, or behind a server to be measured. */
export class Place {
  readonly #dir: string;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o711 });
    this.#dir = dir;
  }

  /** Lets `work` use the rooms' tools on the database without serving anything. */
  async open<T>(why: 'fill' | 'look', work: (deps: Deps) => Promise<T>): Promise<T> {
    const database = await this.#database(why === 'fill' ? FILLED : MEASURED);
    try {
      const { config } = loadConfig({ file: path.join(this.#dir, 'none.yaml'), env: {}, overrides: this.#settings() });
      const options = { log: createLog('error'), database: { url: database.url, server: undefined } };
      const platform = await openPlatform(config, roomsFor(config.mode), options);
      try {
        return await work(platform.deps);
      } finally {
        await platform.close();
      }
    } finally {
      await database.stop();
    }
  }

  /** Starts the real server in a process of its own on the database, and stops both afterwards. */
  async serve<T>(
    work: (server: Awaited<ReturnType<typeof startServerProcess>>) => Promise<T>,
    execArgv: string[] = [],
  ) {
    const database = await this.#database(MEASURED);
    try {
      console.log(`  indexes and names read into memory: ${await warm(database.url)} MB`);
      const port = await freePort();
      const env = {
        YINXIN_CONFIG: path.join(this.#dir, 'none.yaml'),
        YINXIN_DATA_DIR: this.#dir,
        YINXIN_PORT: String(port),
        YINXIN_PUBLIC_URL: `http://127.0.0.1:${port}`,
        YINXIN_LOG_LEVEL: 'error',
        DATABASE_URL: database.url,
      };
      const server = await startServerProcess(env, execArgv);
      try {
        return await work(server);
      } finally {
        await server.stop();
      }
    } finally {
      await database.stop();
    }
  }

  #settings() {
    return { dataDir: this.#dir, log: { level: 'error' } } as const;
  }

  #database(settings: Readonly<Record<string, string>>): Promise<EmbeddedServer> {
    return startEmbedded({ dir: path.join(this.#dir, 'postgres'), settings });
  }
}
