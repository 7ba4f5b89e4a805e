import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Registration } from './hall.ts';

const Environment = z.object({
  HALL_URL: z.url(),
  RELYING_SYSTEM: z.string(),
  RELYING_SECRET: z.string().min(32),
  PORT: z.coerce.number().int().min(1).max(65535),
  OFFICE_PASSWORD: z.string().min(8),
  DATA_FILE: z.string(),
});

/** Settings of an example from the environment, and its register from a JSON file. Throws when something is missing. */
export function settings<T>(environment: NodeJS.ProcessEnv, data: z.ZodType<T>) {
  const read = Environment.parse(environment);
  const registration: Registration = {
    hall: read.HALL_URL,
    system: read.RELYING_SYSTEM,
    secret: read.RELYING_SECRET,
    redirectUri: `http://127.0.0.1:${read.PORT}/back`,
  };
  const content: unknown = JSON.parse(readFileSync(read.DATA_FILE, 'utf8'));
  return { port: read.PORT, registration, officePassword: read.OFFICE_PASSWORD, data: data.parse(content) };
}
