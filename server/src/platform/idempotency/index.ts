export { type Answer, type CommandKey, forgetKeys, idempotencyMigrations, once } from './idempotency.ts';
