export {
  type NewSession,
  type Session,
  type SessionKind,
  type Sessions,
  sessionMigrations,
  sessions,
} from './sessions.ts';
