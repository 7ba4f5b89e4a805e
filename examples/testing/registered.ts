import { createServer } from 'node:net';
import { endpoints } from '@yinxin/contract';
import type { Gate } from '../../server/src/access/testing/gate.ts';
import type { Registration } from '../shared/hall.ts';

/** A port nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/** Registers a relying system at the hall of a test. */
export async function registered(
  gate: Gate,
  code: string,
  terms: { readonly one: 'account' | 'organisation' },
): Promise<{ readonly port: number; readonly registration: Registration }> {
  const port = await freePort();
  const redirectUri = `http://127.0.0.1:${port}/back`;
  const name = { zh: code, en: code };
  gate.terms.push({ code, name, ...terms, onReplacement: 'transfer' });
  const administrator = await gate.staff('administrator');
  const body = { code, name, redirectUris: [redirectUri] };
  const { secret } = await administrator.call(endpoints.consoleBindings.addSystem, { body });
  return { port, registration: { hall: gate.server.url, system: code, secret, redirectUri } };
}
