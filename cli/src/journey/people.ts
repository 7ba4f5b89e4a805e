import { randomBytes } from 'node:crypto';
import { call, type Transport } from '@yinxin/client';
import { endpoints, type Role, type SessionView } from '@yinxin/contract';

/** One person at one browser: keeps the session cookie and the CSRF token, as a page would. */
export interface Person {
  readonly transport: Transport;
  readonly name: string;
  session(): SessionView | null;
  /** Remembers what a sign-in answered. */
  signedIn(view: SessionView): void;
}

/** A person who talks to `baseUrl` over HTTP with a cookie jar of one cookie. */
export function person(baseUrl: string, name: string): Person {
  const cookies = new Map<string, string>();
  let view: SessionView | null = null;
  const transport: Transport = {
    baseUrl,
    csrf: () => view?.csrf ?? null,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      headers.set('origin', baseUrl);
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([k, v]) => `${k}=${v}`).join('; '));
      const response = await fetch(url, { ...init, headers, signal: init.signal ?? AbortSignal.timeout(30_000) });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        if (at > 0) cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return response;
    },
  };
  return {
    transport,
    name,
    session: () => view,
    signedIn: (next) => {
      view = next;
    },
  };
}

const signedInStaff = new Map<string, Promise<Person>>();

/** The member of staff who holds a role, signed in once with the account the sandbox made. Throws when there is none. */
export function staffMember(baseUrl: string, role: Role): Promise<Person> {
  const key = `${baseUrl} ${role}`;
  const known = signedInStaff.get(key) ?? signInStaff(baseUrl, role);
  signedInStaff.set(key, known);
  return known;
}

/** Forgets who is signed in: sessions end when the clock is moved far. */
export function forgetStaff(): void {
  signedInStaff.clear();
}

async function signInStaff(baseUrl: string, role: Role): Promise<Person> {
  const visitor = person(baseUrl, 'visitor');
  const { items } = await call(visitor.transport, endpoints.sandbox.accounts, {});
  const account = items.find((a) => a.roles.includes(role));
  if (!account) throw new Error(`the sandbox has no account for the role ${role}`);
  const member = person(baseUrl, account.username);
  const { username, password } = account;
  member.signedIn(await call(member.transport, endpoints.session.staffSignIn, { body: { username, password } }));
  return member;
}

/** A new member of staff with this role and a password of their own: for what needs a second person. */
export async function colleague(baseUrl: string, role: Role): Promise<Person> {
  const { administration, session } = endpoints;
  const administrator = await staffMember(baseUrl, 'administrator');
  const username = `second-${role}-${Date.now()}`.slice(0, 30);
  const { oneTimePassword: current } = await call(administrator.transport, administration.addStaff, {
    body: { username, name: `Second ${role}`, roles: [role] },
  });
  const next = randomBytes(18).toString('base64url');
  const first = person(baseUrl, username);
  first.signedIn(await call(first.transport, session.staffSignIn, { body: { username, password: current } }));
  await call(first.transport, session.changeStaffPassword, { body: { current, next } });
  const member = person(baseUrl, username);
  member.signedIn(await call(member.transport, session.staffSignIn, { body: { username, password: next } }));
  return member;
}
