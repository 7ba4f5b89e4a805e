/** The server as the command line uses it. */
export {
  type Chosen,
  ConfigError,
  configSchema,
  type Loaded,
  loadConfig,
  readSandboxAccounts,
  renderSettings,
  settingPaths,
} from './platform/config/index.ts';
export {
  checkServerVersion,
  connect,
  freePort,
  isFree,
  migrate,
  migrationStates,
} from './platform/database/index.ts';
export type { NewStaff, Room } from './platform/index.ts';
export { Problem } from './platform/index.ts';
export { installJobs } from './platform/jobs/index.ts';
export { createLog } from './platform/log.ts';
export { allMigrations } from './platform/migrations.ts';
export { type OpenDatabase, openDatabase, openPlatform, type Platform } from './platform/open.ts';
export { roomsFor } from './rooms.ts';
export { type RunningServer, startServer } from './server.ts';
