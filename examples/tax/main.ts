import { z } from 'zod';
import { settings } from '../shared/settings.ts';
import { startTax } from './app.ts';

const Data = z.object({ taxpayers: z.array(z.object({ number: z.string(), name: z.string() })) });

const { port, registration, officePassword, data } = settings(process.env, Data);
const { url } = await startTax({ port, registration, officePassword, taxpayers: data.taxpayers });
process.stdout.write(`${url}\n`);
