import type { Transport } from '@yinxin/client';
import { call } from '@yinxin/client';
import { endpoints, type Role, type SessionView } from '@yinxin/contract';

/** One person at one browser: cookies, CSRF token, and patience when the server is away. */
export interface Person {
  readonly transport: Transport;
  readonly isSignedIn: () => boolean;
  signedIn(view: SessionView): void;
}

export interface Patience {
  /** Called before every try of a request. */
  before?(): void;
  /** Called when no answer came; resolves when it makes sense to send the same request again. Absent: fail at once. */
  again?(): Promise<void>;
}

/** Somebody who sends a request that got no answer again, byte for byte: with the same idempotency key. */
export function person(baseUrl: string, patience: Patience = {}): Person {
  const cookies = new Map<string, string>();
  let csrf: string | null = null;
  const once = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('origin', baseUrl);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' });
    // Only a whole answer counts: a server that is killed may have sent half of one.
    const body = await response.arrayBuffer();
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return new Response(body.byteLength === 0 ? null : body, { status: response.status, headers: response.headers });
  };
  const transport: Transport = {
    baseUrl,
    csrf: () => csrf,
    fetch: async (url, init) => {
      for (;;) {
        patience.before?.();
        try {
          return await once(url, init);
        } catch (error) {
          if (!patience.again) throw error;
          await patience.again();
        }
      }
    },
  };
  return {
    transport,
    isSignedIn: () => cookies.size > 0,
    signedIn: (view) => {
      csrf = view.csrf;
    },
  };
}

/** The sandbox's member of staff for a role, signed in. */
export async function memberOf(baseUrl: string, role: Role, patience?: Patience): Promise<Person> {
  const member = person(baseUrl, patience);
  const { items } = await call(member.transport, endpoints.sandbox.accounts, {});
  const account = items.find((one) => one.roles.includes(role));
  if (!account) throw new Error(`the sandbox has nobody for ${role}`);
  const { username, password } = account;
  member.signedIn(await call(member.transport, endpoints.session.staffSignIn, { body: { username, password } }));
  return member;
}
