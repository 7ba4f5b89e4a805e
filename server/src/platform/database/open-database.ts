import path from 'node:path';
import type { Config } from '../config/schema.ts';
import { letPass } from './embedded/place.ts';
import { type EmbeddedServer, startEmbedded } from './embedded/start.ts';

/** A database to work with: of our own, or the one configured. */
export interface OpenDatabase {
  readonly url: string;
  readonly server: EmbeddedServer | undefined;
}

/**
 * The configured database, or a PostgreSQL of our own below `dataDir`. With `attach`, the one of a running process may be used.
 * Needs few modules, so that PostgreSQL starts while the others are read.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  attach = false,
): Promise<OpenDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, server: undefined };
  letPass(config.dataDir);
  const server = await startEmbedded({ dir: path.join(config.dataDir, 'postgres'), attach });
  return { url: server.url, server };
}
