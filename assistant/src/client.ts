/*
 * The client of the assistant 证书助手 for pages of the portal and the console: no package is imported, safe for browsers.
 * Shapes of every call are also written down in assistant/README.md.
 */
import * as answers from './client-answers.ts';
import texts from './texts/client.json' with { type: 'json' };

/** Where an assistant listens, in the order tried. */
export const ASSISTANT_PORTS: readonly number[] = [37621, 37622, 37623];

export interface Discovery {
  readonly name: 'yinxin-assistant';
  readonly version: string;
  readonly protocol: readonly string[];
}

export type PairAnswer =
  | { readonly state: 'paired'; readonly token: string }
  | { readonly state: 'waiting'; readonly pairing: string; readonly code: string };

export interface StatusAnswer {
  readonly version: string;
  readonly platform: string;
  /** The assistant's time, ISO 8601. */
  readonly time: string;
  readonly medium: MediumAnswer | null;
  readonly busy: boolean;
  readonly revision: number;
}

export interface MediumAnswer {
  readonly serial: string;
  readonly label: string;
  readonly model: string;
  readonly state: 'blank' | 'made' | 'locked' | 'spoiled';
  readonly personalised: boolean;
  /** A production session is open. */
  readonly open: boolean;
  readonly passwordCard: string | null;
  /** 65 bytes 04‖X‖Y, base64. */
  readonly transportPublicKey: string;
  readonly containers: readonly { readonly name: string; readonly installed: boolean }[];
}

export interface PersonaliseAnswer {
  readonly serial: string;
  readonly resumed: boolean;
}

/** Distinguished name of a request: country, province, city, organisation, unit, common name. */
export interface SubjectParts {
  readonly C: string;
  readonly ST?: string;
  readonly L?: string;
  readonly O?: string;
  readonly OU?: string;
  readonly CN: string;
}

export interface RequestAnswer {
  readonly serial: string;
  readonly container: string;
  /** PKCS#10, DER, base64. */
  readonly request: string;
}

/** All values DER in base64 except the password-card number. */
export interface InstallParams {
  readonly serial: string;
  readonly sign: string;
  readonly encrypt: string;
  /** From the issuer to the root. */
  readonly chain: readonly string[];
  readonly envelopedKey: string;
  readonly passwordCard?: string;
  readonly container?: string;
}

export interface InstallAnswer {
  readonly serial: string;
  readonly container: string;
  readonly repeated: boolean;
}

export interface ProveAnswer {
  readonly format: 'yinxin-auth:1';
  readonly serial: string;
  readonly origin: string;
  readonly certificate: string;
  readonly algorithm: 'SM2-SM3';
  readonly signature: string;
  readonly agent: string;
}

export interface SpoilAnswer {
  readonly serial: string;
  readonly state: 'spoiled';
}

export interface EventsAnswer {
  readonly revision: number;
  readonly events: readonly {
    readonly revision: number;
    readonly type: 'inserted' | 'removed' | 'changed' | 'pairing';
    readonly serial: string | null;
  }[];
}

interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/**
 * A refusal of the assistant (its own code and texts), or `E_UNREACHABLE` when none answers: it is not running, or the
 * browser did not allow this page to talk to this computer, or this page's origin is not on the assistant's list; or
 * `E_VERSION` when its answer has another shape.
 */
export class AssistantError extends Error {
  readonly code: string;
  readonly detail: BothLanguages;
  readonly next: BothLanguages;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(problem: Pick<AssistantError, 'code' | 'detail' | 'next' | 'params'>) {
    super(problem.code);
    this.name = 'AssistantError';
    this.code = problem.code;
    this.detail = problem.detail;
    this.next = problem.next;
    this.params = problem.params;
  }
}

export interface AssistantClient {
  /** Finds the assistant. Throws `E_UNREACHABLE`. */
  discover(): Promise<Discovery>;
  /**
   * Asks to be let in, or answers at once if this page already is. `onCode` hears the four digits that the person
   * compares on the assistant's page (again, if another tab asked in between); the promise resolves when they have confirmed. Throws `E_PAIRING_DENIED`.
   */
  pair(onCode?: (code: string) => void, signal?: AbortSignal): Promise<void>;
  status(serverTime?: string): Promise<StatusAnswer>;
  medium(): Promise<MediumAnswer>;
  /** `envelope`: base64 of the SM2-encrypted personalisation data from the server. */
  personalise(params: { serial: string; envelope: string }): Promise<PersonaliseAnswer>;
  createRequest(params: { serial: string; subject: SubjectParts; container?: string }): Promise<RequestAnswer>;
  install(params: InstallParams): Promise<InstallAnswer>;
  /** `nonce`: base64 of at least 32 bytes chosen by the server. */
  prove(params: { serial: string; nonce: string; container?: string }): Promise<ProveAnswer>;
  spoil(params: { serial: string; reason: string }): Promise<SpoilAnswer>;
  finish(params: { serial: string }): Promise<MediumAnswer>;
  /** Waits for the next event after `revision`, at most about 20 seconds. */
  events(after: number, signal?: AbortSignal): Promise<EventsAnswer>;
}

export interface AssistantClientOptions {
  /** `http://127.0.0.1:PORT` where it is known; otherwise the fixed ports are tried. */
  readonly base?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Where the pairing token is kept; in a page `window.localStorage`. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

const unreachable = new AssistantError({ code: 'E_UNREACHABLE', ...texts.E_UNREACHABLE, params: {} });

/** The answer was read, or the two sides are of different versions. */
const understood = <T>(read: (body: unknown) => T, body: unknown): T => {
  try {
    return read(body);
  } catch (error) {
    if (!(error instanceof answers.UnreadableAnswer)) throw error;
    throw new AssistantError({ code: 'E_VERSION', ...texts.E_VERSION, params: { field: error.message } });
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const both = (value: unknown): BothLanguages =>
  isRecord(value) ? { zh: text(value.zh), en: text(value.en) } : { zh: '', en: '' };

const paramsOf = (value: unknown): Record<string, string | number> => {
  const found: Record<string, string | number> = {};
  if (isRecord(value))
    for (const [name, one] of Object.entries(value))
      if (typeof one === 'string' || typeof one === 'number') found[name] = one;
  return found;
};

const problemOf = (body: unknown): AssistantError =>
  isRecord(body)
    ? new AssistantError({
        code: text(body.code) || 'E_INTERNAL',
        detail: both(body.detail),
        next: both(body.next),
        params: paramsOf(body.params),
      })
    : unreachable;

/** A client of the assistant on this computer. Every call may throw `AssistantError`. */
export function assistantClient(options: AssistantClientOptions = {}): AssistantClient {
  const fetcher = options.fetch ?? globalThis.fetch.bind(globalThis);
  const memory = new Map<string, string>();
  const storage = options.storage ?? {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  };
  let base = options.base ?? null;
  const tokenKey = 'yinxin-assistant-token';

  const send = async (url: string, init: RequestInit): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetcher(url, { ...init, cache: 'no-store', credentials: 'omit' });
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      throw unreachable;
    }
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw problemOf(body);
    return body;
  };

  const discoverAt = async (address: string): Promise<Discovery> => {
    const body = await send(`${address}/.well-known/yinxin-assistant`, { method: 'GET' });
    return understood(answers.readDiscovery, body);
  };

  const discover = async (): Promise<Discovery> => {
    if (base !== null) return discoverAt(base);
    for (const port of ASSISTANT_PORTS) {
      const address = `http://127.0.0.1:${port}`;
      try {
        const found = await discoverAt(address);
        base = address;
        return found;
      } catch (error) {
        if (!(error instanceof AssistantError)) throw error;
      }
    }
    throw unreachable;
  };

  const call = async <T>(op: string, params: object, read: (body: unknown) => T, signal?: AbortSignal): Promise<T> => {
    if (base === null) await discover();
    const token = storage.getItem(tokenKey);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token !== null) headers.authorization = `Bearer ${token}`;
    const init: RequestInit = { method: 'POST', headers, body: JSON.stringify(params) };
    return understood(read, await send(`${base}/v1/${op}`, signal ? { ...init, signal } : init));
  };

  const pair = async (onCode?: (code: string) => void, signal?: AbortSignal): Promise<void> => {
    if (storage.getItem(tokenKey) !== null) {
      try {
        await call('status', {}, answers.readStatus, signal);
        return;
      } catch (error) {
        if (!(error instanceof AssistantError) || error.code !== 'E_PAIRING') throw error;
        storage.removeItem(tokenKey);
      }
    }
    let pairing: string | null = null;
    for (;;) {
      const answer: PairAnswer = await call('pair', { pairing, wait: pairing !== null }, answers.readPair, signal);
      if (answer.state === 'paired') {
        storage.setItem(tokenKey, answer.token);
        return;
      }
      if (pairing !== answer.pairing) onCode?.(answer.code);
      pairing = answer.pairing;
    }
  };

  return {
    discover,
    pair,
    status: (serverTime) => call('status', serverTime === undefined ? {} : { serverTime }, answers.readStatus),
    medium: () => call('medium', {}, answers.readMedium),
    personalise: (params) => call('personalise', params, answers.readPersonalise),
    createRequest: (params) => call('create-request', params, answers.readRequest),
    install: (params) => call('install', params, answers.readInstall),
    prove: (params) => call('prove', params, answers.readProve),
    spoil: (params) => call('spoil', params, answers.readSpoil),
    finish: (params) => call('finish', params, answers.readMedium),
    events: (after, signal) => call('events', { after }, answers.readEvents, signal),
  };
}
