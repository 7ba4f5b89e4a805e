import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endpoints, type Role } from '@yinxin/contract';
import { type RunningAssistant, startAssistant } from '../../assistant/src/assistant.ts';
import { freePort } from '../../server/src/platform/database/index.ts';
import { startTestServer, type TestServer } from '../../server/src/platform/testing/index.ts';
import { roomsFor } from '../../server/src/rooms.ts';
import { axeRoom } from '../browser/axe.ts';
import { type Person, person } from './person.ts';

/** A whole hall: server with all rooms and built pages, and the assistant on the same computer. */
export interface Hall {
  readonly url: string;
  readonly server: TestServer;
  readonly assistant: RunningAssistant;
  /** Somebody without a session. */
  visitor(): Person;
  /** The member of staff with this role, signed in; the same session again while time stands. */
  staff(role: Role): Promise<Person>;
  /** User name and password the sandbox made for a role. */
  account(role: Role): Promise<{ username: string; password: string }>;
  close(): Promise<void>;
}

const MANY = 1_000_000;
/** Every test signs in from the same address, many times. */
const rateLimits = {
  loginPerAccount: MANY,
  loginPerAddress: MANY,
  codesPerMobile: MANY,
  codesPerAddress: MANY,
  resetsPerAccount: MANY,
};
/** Less than a hall takes by default: pages must say what the server says. */
export const MAX_UPLOAD = 2.5 * 1024 * 1024;
const web = path.resolve(import.meta.dirname, '../../web/dist');

/** Starts a hall whose time stands at a Monday morning and moves only when told. */
export async function openHall(): Promise<Hall> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = mkdtempSync(path.join(os.tmpdir(), 'yinxin-e2e-assistant-'));
  const assistant = await startAssistant({
    data,
    port: 0,
    media: 8,
    origins: [url],
    allowOrigins: [],
    sandbox: true,
    cost: { n: 1024, r: 8, p: 1 },
  });
  const settings = { port, assistantUrl: assistant.origin, rateLimits, uploads: { maxBytes: MAX_UPLOAD } };
  const server = await startTestServer({ rooms: [...roomsFor('sandbox'), axeRoom], settings, web });
  const account = async (role: Role) => {
    const { items } = await person(url).call(endpoints.sandbox.accounts, {});
    const found = items.find((one) => one.roles.includes(role));
    if (!found) throw new Error(`the sandbox has no account for ${role}`);
    return { username: found.username, password: found.password };
  };
  const signIn = async (role: Role) => {
    const member = person(url);
    await member.call(endpoints.session.staffSignIn, { body: await account(role) });
    return member;
  };
  const present = new Map<string, Promise<Person>>();
  return {
    url,
    server,
    assistant,
    account,
    visitor: () => person(url),
    staff(role) {
      const now = `${role} ${server.clock.now().toISOString()}`;
      const member = present.get(now) ?? signIn(role);
      present.set(now, member);
      return member;
    },
    async close() {
      await assistant.close();
      await server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
