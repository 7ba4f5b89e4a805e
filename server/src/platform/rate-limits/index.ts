export { type RateLimits, rateLimitMigrations, rateLimits } from './rate-limits.ts';
