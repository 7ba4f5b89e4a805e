import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** What the hall registered this system with. */
export interface Registration {
  /** Address of the hall, e.g. `https://hall.example.cn`. */
  readonly hall: string;
  /** Code of this system. */
  readonly system: string;
  /** Given once at registration; signs questions, is never sent. */
  readonly secret: string;
  /** Where browsers come back to: exactly as registered. */
  readonly redirectUri: string;
}

const SignedIn = z.object({
  nonce: z.string(),
  organisation: z.object({ name: z.string(), creditCode: z.string() }),
  certificate: z.object({ serial: z.string(), notAfter: z.iso.datetime() }),
  binding: z.object({ account: z.string() }).nullable(),
  ticket: z.string(),
});
/** Who holds the certificate, as the hall tells it. */
export type SignedIn = z.infer<typeof SignedIn>;

const Refusal = z.object({
  code: z.string(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  next: z.object({ zh: z.string(), en: z.string() }),
});

/** The hall refused; its texts are fit to be shown. */
export class HallRefused extends Error {
  readonly code: string;
  readonly texts: { readonly zh: string; readonly en: string };
  constructor({ code, detail, next }: z.infer<typeof Refusal>) {
    super(code);
    this.code = code;
    this.texts = { zh: `${detail.zh}${next.zh}`, en: `${detail.en} ${next.en}` };
  }
}

/** A sign-in under way: kept in the session of the browser that began it. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  /** The hall's unified sign-in page. */
  readonly url: string;
}

/** The hall's certificate sign-in as a relying system uses it. */
export interface Hall {
  begin(): Begun;
  /** Redeems the code the browser brought; throws HallRefused, and Error when state or nonce are not the begun ones. */
  finish(begun: Begun, came: { readonly code: string; readonly state: string }): Promise<SignedIn>;
  /** Binds the certificate that signed in to an account of this system. Throws HallRefused. */
  bind(ticket: string, account: string): Promise<void>;
  /** The account is no longer bound. */
  end(account: string): Promise<void>;
}

export function hallClient({ hall, system, secret, redirectUri }: Registration): Hall {
  const sign = (question: string, parts: readonly string[]) =>
    createHmac('sha256', secret)
      .update([question, system, ...parts].join('\n'))
      .digest('base64url');
  const ask = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(new URL(path, hall), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ system, ...body }),
      signal: AbortSignal.timeout(10_000),
    });
    const read: unknown = await answer.json();
    if (!answer.ok) throw new HallRefused(Refusal.parse(read));
    return read;
  };
  return {
    begin() {
      const [state, nonce] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
      const url = new URL('/sign-in/system', hall);
      url.search = new URLSearchParams({ system, redirect: redirectUri, state, nonce }).toString();
      return { state, nonce, url: url.href };
    },
    async finish(begun, { code, state }) {
      if (state !== begun.state) throw new Error('this answer belongs to another browser');
      const signature = sign('redeem', [code, redirectUri]);
      const signedIn = SignedIn.parse(await ask('/api/relying/redemptions', { code, redirectUri, signature }));
      if (signedIn.nonce !== begun.nonce) throw new Error('this answer belongs to another sign-in');
      return signedIn;
    },
    async bind(ticket, account) {
      await ask('/api/relying/bindings', { ticket, account, signature: sign('bind', [ticket, account]) });
    },
    async end(account) {
      await ask('/api/relying/binding-endings', { account, signature: sign('end', [account]) });
    },
  };
}
