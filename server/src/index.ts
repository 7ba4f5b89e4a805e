/** The server as the command line uses it. */
export { offerFiles } from './house/index.ts';
export {
  AuthorityError,
  authorityExists,
  authorityPlace,
  initAuthority,
  namesOf,
  openAuthority,
  operatedAuthorities,
  type RestoredOrder,
  RestoreRefused,
  type RestoreSummary,
  type StoreHealth,
  statusFindings,
  storeHealth,
} from './issuance/index.ts';
export {
  type Chosen,
  ConfigError,
  configSchema,
  environmentName,
  type Loaded,
  loadConfig,
  readSandboxAccounts,
  renderSettings,
  secretFiles,
  settingPaths,
} from './platform/config/index.ts';
export {
  checkServerVersion,
  connect,
  freePort,
  isFree,
  migrationStates,
} from './platform/database/index.ts';
export { type OpenDatabase, openDatabase } from './platform/database/open-database.ts';
export type { NewStaff, Room } from './platform/index.ts';
export { Problem } from './platform/index.ts';
export { createLog } from './platform/log.ts';
export { allMigrations } from './platform/migrations.ts';
export {
  databaseOwner,
  openPlatform,
  type Platform,
  prepareDatabase,
} from './platform/open.ts';
export {
  ResponderError,
  type ResponderSettings,
  type RunningResponder,
  responderGrants,
  startResponder,
} from './responder/index.ts';
export { restoreIssuance, roomsFor } from './rooms.ts';
export { type RunningServer, startServer } from './server.ts';
