import { z } from 'zod';
import { settings } from '../shared/settings.ts';
import { startInspection } from './app.ts';

const text = z.string();
const Data = z.object({
  users: z.array(z.object({ username: text, password: text, organisation: text, creditCode: text })),
  special: z.array(z.object({ number: text, password: text, username: text, until: z.coerce.date() })),
});

const { port, registration, officePassword, data } = settings(process.env, Data);
const { url } = await startInspection({ port, registration, staffPassword: officePassword, ...data });
process.stdout.write(`${url}\n`);
