import { call } from '@yinxin/client';
import { type CertificateProof, endpoints } from '@yinxin/contract';

/** What a page showed. */
export interface Shown {
  readonly status: number;
  readonly html: string;
  /** Code of the message on it, if any. */
  readonly code: string | undefined;
  readonly location: string | null;
}

/** A hall, and how a key answers a challenge of it. */
export interface Keys<Key> {
  readonly server: { readonly url: string };
  proof(key: Key): Promise<CertificateProof>;
}

/** A browser at a relying system, and the hall's sign-in page with a medium. */
export interface Visitor<Key> {
  get(path: string): Promise<Shown>;
  post(path: string, form?: Readonly<Record<string, string>>, headers?: Record<string, string>): Promise<Shown>;
  /** Answers the hall's sign-in page with a medium and comes back; throws what the hall refuses. */
  through(sent: Shown, key: Key): Promise<Shown>;
}

export function visitor<Key>(base: string, gate: Keys<Key>, language = 'zh-CN'): Visitor<Key> {
  let cookie = '';
  const read = async (path: string, init: RequestInit = {}): Promise<Shown> => {
    const headers = new Headers(init.headers);
    headers.set('accept-language', language);
    if (cookie !== '') headers.set('cookie', cookie);
    const answer = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' });
    const [set] = answer.headers.getSetCookie();
    if (set) cookie = set.split(';')[0] ?? '';
    const html = await answer.text();
    return {
      status: answer.status,
      html,
      code: /data-code="([A-Z_]+)"/.exec(html)?.[1],
      location: answer.headers.get('location'),
    };
  };
  const hall = { baseUrl: gate.server.url, fetch, csrf: () => null };
  return {
    get: (path) => read(path),
    post: (path, form = {}, headers = {}) => read(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    async through(sent, key) {
      const asked = new URL(sent.location ?? '', base).searchParams;
      const of = (name: string) => asked.get(name) ?? '';
      const body = { system: of('system'), redirectUri: of('redirect'), state: of('state'), nonce: of('nonce') };
      const { id } = await call(hall, endpoints.relying.request, { body });
      const proof = { ...(await gate.proof(key)), request: id };
      const { redirectTo } = await call(hall, endpoints.relying.answer, { body: proof });
      return read(redirectTo);
    },
  };
}
