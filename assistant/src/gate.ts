/** Which door of the assistant a request knocks at. */
export type Door = 'page' | 'own' | 'foreign';

export interface Knock {
  readonly door: Door;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`, where the browser sends them. */
  readonly site: string | undefined;
  readonly mode: string | undefined;
}

export interface House {
  /** `127.0.0.1:PORT`, nothing else: a rebinding attack arrives with the attacker's host name. */
  readonly host: string;
  /** Origins that may talk to the foreign door (the portal's and console's). */
  readonly isKnownOrigin: (origin: string) => boolean;
}

/** `cors` is the origin to name in `Access-Control-Allow-Origin`; never a wildcard. */
export type Verdict =
  | { readonly ok: true; readonly cors: string | null; readonly own: boolean }
  | { readonly ok: false; readonly code: 'E_HOST' | 'E_ORIGIN' };

/**
 * Decides whether a request may come in, from its headers alone and before anything else is looked at.
 * Threats: DNS rebinding (exact Host), any web page calling loopback (exact Origin, null and missing refused),
 * other pages loading the assistant's files (Sec-Fetch-Site), forms and images (they cannot send the JSON it takes).
 */
export function judge(knock: Knock, house: House): Verdict {
  if (knock.host !== house.host) return { ok: false, code: 'E_HOST' };
  const own = `http://${house.host}`;
  const fromOwn = knock.origin === own;
  switch (knock.door) {
    case 'page': {
      // A link may open the page; another page may not load its parts.
      const embedded = knock.site === 'cross-site' && knock.mode !== 'navigate';
      if (embedded || (knock.origin !== undefined && !fromOwn)) return { ok: false, code: 'E_ORIGIN' };
      return { ok: true, cors: null, own: true };
    }
    case 'own':
      return fromOwn ? { ok: true, cors: null, own: true } : { ok: false, code: 'E_ORIGIN' };
    case 'foreign':
      if (fromOwn) return { ok: true, cors: null, own: true };
      if (knock.origin === undefined || knock.origin === 'null' || !house.isKnownOrigin(knock.origin))
        return { ok: false, code: 'E_ORIGIN' };
      return { ok: true, cors: knock.origin, own: false };
  }
}

/** The canonical form of an origin given on the command line (`https://hall.example.cn`). Throws on anything else. */
export function readOrigin(text: string): string {
  const url = new URL(text);
  const plain = url.origin !== 'null' && (text === url.origin || text === `${url.origin}/`);
  if (!plain || !['http:', 'https:'].includes(url.protocol))
    throw new RangeError(`not a web origin such as https://hall.example.cn: ${text}`);
  return url.origin;
}
