export { copyBytes } from './copy.ts';
export { type ConnectOptions, connect, type Database, isTx, Kept, type Tx, transaction } from './database.ts';
export { letPass } from './embedded/place.ts';
export { type EmbeddedOptions, type EmbeddedServer, freePort, isFree, startEmbedded } from './embedded/start.ts';
export { rowsAbout } from './estimate.ts';
export { buildLate, indexIfSmall, type LateIndex } from './late-indexes.ts';
export {
  checkServerVersion,
  type Migration,
  type MigrationState,
  type Migrations,
  mergeMigrations,
  migrate,
  migrationStates,
} from './migrations.ts';
