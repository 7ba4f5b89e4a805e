/** The server as the command line uses it. */

export { createLog } from './platform/log.ts';
export { allMigrations } from './platform/migrations.ts';
export { openDatabase, openPlatform, type Platform } from './platform/open.ts';
export { roomsFor } from './rooms.ts';
export { type RunningServer, startServer } from './server.ts';
