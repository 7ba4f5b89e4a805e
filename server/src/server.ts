import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { offerFiles } from './house/index.ts';
import { openDatabase } from './platform/database/open-database.ts';
import { createApp } from './platform/http/index.ts';
import type { Config, Deps } from './platform/index.ts';
import { createLog, logFile } from './platform/log.ts';
import { openPlatform, type Platform } from './platform/open.ts';
import { roomsFor } from './rooms.ts';

/** The built pages beside the server in the source tree. */
const builtPages = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../web/dist');

export interface RunningServer {
  /** Address it listens on, with the real port. */
  readonly url: string;
  readonly deps: Deps;
  /** Where the embedded database keeps its data, when there is one. */
  readonly databaseDir: string | undefined;
  /** Rejects when the embedded database ends by itself: the process should end then. */
  readonly died: Promise<never>;
  /** Finishes running requests and jobs, then closes everything. */
  close(): Promise<void>;
}

/**
 * Starts the whole server: platform, rooms, jobs, HTTP. Nothing is left running when it throws. `opening` is a database that is
 * being opened already; it is closed with the server.
 */
export async function startServer(config: Config, opening = openDatabase(config)): Promise<RunningServer> {
  const database = await opening;
  let platform: Platform | undefined;
  let withdraw: (() => void) | undefined;
  const close = async () => {
    withdraw?.();
    await platform?.close();
    await database.server?.stop();
  };
  try {
    withdraw = await offerFiles(config.programmes);
    const rooms = roomsFor(config.mode);
    platform = await openPlatform(config, rooms, { log: openLog(config), database });
    const { deps } = platform;
    await deps.jobs.start();
    const app = await createApp(deps, rooms, { web: builtPages });
    for (const room of rooms) await room.start?.(deps);
    const url = await app.listen({ host: config.host, port: config.port });
    // What became due while no process ran.
    void deps.jobs.runDue();
    return {
      url,
      deps,
      databaseDir: database.server?.dir,
      died: database.server?.died ?? new Promise(() => {}),
      close: async () => {
        await app.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openLog(config: Config) {
  const { level, file } = config.log;
  if (!file) return createLog(level);
  return createLog(level, logFile(file));
}
