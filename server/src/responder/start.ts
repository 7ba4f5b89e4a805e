import type { AddressInfo } from 'node:net';
import { equalBytes } from '@yinxin/gm';
import { loadKey, PkiError, sm2Signer } from '@yinxin/pki';
import type { AnsweredIssuer, AnswerTools, Responder } from './answer.ts';
import { type CachedResponder, cachedResponder } from './cache.ts';
import { type StatusDatabase, type StoredResponder, statusDatabase } from './database.ts';
import { ocspServer } from './http.ts';
import { listenForChanges } from './listen.ts';

export interface ResponderSettings {
  /** A login that may read three views (see `responderGrants`). */
  readonly databaseUrl: string;
  /** Opens the responder's key and nothing else. */
  readonly passphrase: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Path of the address in certificates, `/ocsp` unless statusUrl has one of its own. */
  readonly path: string;
  readonly responderId: 'name' | 'key';
  /** Follow the clock of a sandbox. */
  readonly sandbox: boolean;
  /** Nothing is believed from memory for longer. Default 60 s. */
  readonly ttlMs?: number;
  readonly onError?: (error: unknown) => void;
}

export interface RunningResponder {
  readonly url: string;
  readonly counts: CachedResponder['counts'];
  close(): Promise<void>;
}

/** Why the process cannot answer; each says what to do. */
export class ResponderError extends Error {
  readonly code: 'RESPONDER_MISSING' | 'RESPONDER_KEY_CLOSED';
  constructor(code: ResponderError['code'], cause?: unknown) {
    super(`${code}: ${HELP[code]}`, { cause });
    this.name = 'ResponderError';
    this.code = code;
  }
}
const HELP: Readonly<Record<ResponderError['code'], string>> = {
  RESPONDER_MISSING: 'the database has no OCSP responder yet: start the server once, which makes it',
  RESPONDER_KEY_CLOSED:
    'the responder’s key does not open: give server and responder the same secrets.ocspPassphrase; the server makes a new key at its next start',
};

const TTL_MS = 60_000;
/** While changes are not heard, memory is believed for this long only. */
const DEAF_TTL_MS = 2_000;
const MOST_KEPT = 200_000;
/** The server renews the responder weeks before its end. */
const RELOAD_MS = 60_000;

/** Starts a responder: key opened, changes heard, listening. Throws ResponderError, or what the database says. */
export async function startResponder(settings: ResponderSettings): Promise<RunningResponder> {
  const { ttlMs = TTL_MS, onError = () => {} } = settings;
  const database = statusDatabase(settings.databaseUrl);
  try {
    const identities = await responderIdentities(database, settings.passphrase);
    const clock = settings.sandbox ? await sandboxTime(database, onError) : { now: () => new Date(), stop: () => {} };
    const tools: AnswerTools = {
      issuers: () => identities.issuers(),
      responderId: settings.responderId,
      now: clock.now,
      responder: async (name) => identities.responder(name),
      statuses: (serials) => database.statuses(serials),
    };
    const responder = cachedResponder(tools, { ttlMs, most: MOST_KEPT });
    const listener = await listenForChanges(settings.databaseUrl, (serials) => responder.forget(serials), onError);
    const deaf = setInterval(() => {
      if (!listener.connected) responder.forget('all');
    }, DEAF_TTL_MS).unref();
    const reload = setInterval(() => {
      identities.reload().then((isNew) => isNew && responder.forget('all'), onError);
    }, RELOAD_MS).unref();
    const server = ocspServer(responder, {
      path: settings.path,
      onError,
      health: async () => {
        await database.ping();
        const ends = identities.firstEnd();
        const good = ends > clock.now();
        return { good, facts: { responderEnds: ends, hearsChanges: listener.connected, ...responder.counts } };
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(settings.port, settings.host, resolve);
    });
    return {
      url: `http://${settings.host}:${portOf(server.address())}`,
      counts: responder.counts,
      async close() {
        clearInterval(deaf);
        clearInterval(reload);
        clock.stop();
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
        await listener.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

const portOf = (address: AddressInfo | string | null) => (typeof address === 'object' ? (address?.port ?? 0) : 0);

interface Identity {
  readonly stored: StoredResponder;
  readonly issuer: AnsweredIssuer;
  readonly responder: Responder;
}

/** The responder of each CA, its key and certificate, looked at again now and then. */
async function responderIdentities(database: StatusDatabase, passphrase: string) {
  const open = async (stored: StoredResponder): Promise<Identity> => {
    try {
      const signer = sm2Signer(await loadKey(stored.sealedKey, passphrase));
      const issuer = { name: stored.authority, certificate: stored.issuer };
      return { stored, issuer, responder: { certificate: stored.certificate, signer } };
    } catch (error) {
      if (error instanceof PkiError) throw new ResponderError('RESPONDER_KEY_CLOSED', error);
      throw error;
    }
  };
  const opened = (found: readonly StoredResponder[]) => Promise.all(found.map(open));
  const first = await database.responders();
  if (first.length === 0) throw new ResponderError('RESPONDER_MISSING');
  let current = await opened(first);
  let issuers = current.map(({ issuer }) => issuer);
  return {
    issuers: (): readonly AnsweredIssuer[] => issuers,
    responder(name: string): Responder {
      const found = current.find(({ issuer }) => issuer.name === name);
      if (!found) throw new ResponderError('RESPONDER_MISSING');
      return found.responder;
    },
    firstEnd: () => new Date(Math.min(...current.map(({ responder }) => responder.certificate.notAfter.getTime()))),
    async reload(): Promise<boolean> {
      const found = await database.responders();
      const isSame = (one: StoredResponder, i: number) =>
        equalBytes(one.sealedKey, current[i]?.stored.sealedKey ?? new Uint8Array());
      if (found.length === 0 || (found.length === current.length && found.every(isSame))) return false;
      current = await opened(found);
      issuers = current.map(({ issuer }) => issuer);
      return true;
    },
  };
}

/** The sandbox's time, asked for again and again because it is moved in another process. */
async function sandboxTime(database: StatusDatabase, onError: (error: unknown) => void) {
  let offset = await database.clockOffset();
  const timer = setInterval(() => {
    database.clockOffset().then((now) => {
      offset = now;
    }, onError);
  }, 1_000).unref();
  return { now: () => new Date(Date.now() + offset), stop: () => clearInterval(timer) };
}
