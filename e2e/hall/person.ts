import { ApiProblem, type CallInput, call, type Transport } from '@yinxin/client';
import { type Endpoint, endpoints, type Problem, SessionView } from '@yinxin/contract';
import type { TestAnswer } from '../../server/src/platform/testing/index.ts';

/** Somebody who arranges things through the API, and whose session a browser can be given. */
export interface Person {
  /** Calls an endpoint; throws ApiProblem when refused. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<TestAnswer<E>>;
  /** Calls an endpoint that must be refused, and answers why. */
  refused<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Problem>;
  /** Cookies by name. */
  readonly cookies: ReadonlyMap<string, string>;
}

/** A new person without a session at the hall of `baseUrl`. */
export function person(baseUrl: string): Person {
  const cookies = new Map<string, string>();
  let csrf: string | null = null;
  const send: Transport['fetch'] = async (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('origin', baseUrl);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  const transport: Transport = { baseUrl, fetch: send, csrf: () => csrf };
  const { session } = endpoints;
  const begins = new Set<Endpoint>([session.register, session.signIn, session.staffSignIn]);
  const self: Person = {
    cookies,
    async call(endpoint, input) {
      const answer: unknown = await call(transport, endpoint, input);
      if (begins.has(endpoint)) csrf = SessionView.parse(answer).csrf;
      // The client's answer type is the same, written over `answer` instead of over the endpoint's parameters.
      return answer as TestAnswer<typeof endpoint>;
    },
    async refused(endpoint, input) {
      try {
        await call(transport, endpoint, input);
      } catch (error) {
        if (error instanceof ApiProblem) return error.problem;
        throw error;
      }
      throw new Error(`${endpoint.method} ${endpoint.path} was expected to be refused and was not`);
    },
  };
  return self;
}
