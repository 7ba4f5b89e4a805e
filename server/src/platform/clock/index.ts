export { type Clock, fixedClock, systemClock } from './clock.ts';
export { clockMigrations, isSandboxClock, type SandboxClock, sandboxClock } from './sandbox-clock.ts';
