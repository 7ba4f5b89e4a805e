/** The platform: what every room stands on, without a business word in it. */
export { type Clock, fixedClock, isSandboxClock, type SandboxClock, sandboxClock, systemClock } from './clock/index.ts';
export {
  type Config,
  ConfigError,
  keepSandboxAccounts,
  loadConfig,
  readSandboxAccounts,
  type SandboxAccount,
} from './config/index.ts';
export { SealError, type Sealing } from './crypto-at-rest/index.ts';
export {
  copyBytes,
  type Database,
  Kept,
  type Migration,
  type Migrations,
  type Tx,
  transaction,
} from './database/index.ts';
export type { Deps } from './deps.ts';
export { type FileStore, keepFiles, readable, type StoredFile } from './files/index.ts';
export {
  type Call,
  createApp,
  type FileAnswer,
  type Handler,
  type HandlerAnswer,
  presentSessions,
  registerEndpoint,
  type SignedInCall,
  type UploadedFile,
} from './http/index.ts';
export { type DeadJob, type Jobs, type QueueOptions, WORKERS_LOCK } from './jobs/index.ts';
export { hashPassword, verifyNothing, verifyPassword } from './passwords/index.ts';
export {
  type Bilingual,
  type Catalogue,
  defineProblems,
  Problem,
  type ProblemDocument,
  problem,
  problemByCode,
} from './problems/index.ts';
export type { RateLimits } from './rate-limits/index.ts';
export type { NewStaff, Room, RoomCommands } from './room.ts';
export type { NewSession, Session, SessionKind, Sessions } from './sessions/index.ts';
