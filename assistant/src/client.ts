/*
 * The client of the assistant 证书助手 for pages of the portal and the console: no package is imported, safe for browsers.
 * Shapes of every call are also written down in assistant/README.md.
 */
import * as answers from './client-answers.ts';
import { UnreadableAnswer } from './client-fields.ts';
import type {
  AssistantClient,
  BothLanguages,
  Discovery,
  OpenAnswer,
  PairAnswer,
  SignApplicationAnswer,
  UnlockAnswer,
  Waiting,
} from './client-types.ts';
import texts from './texts/client.json' with { type: 'json' };

export type * from './client-types.ts';

/** Where an assistant listens, in the order tried. */
export const ASSISTANT_PORTS: readonly number[] = [37621, 37622, 37623];

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
    if (!(error instanceof UnreadableAnswer)) throw error;
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

  /** Asks until the holder has answered on the assistant's own page. */
  const asking = async <T extends { readonly state: string }>(
    op: string,
    params: object,
    read: (body: unknown) => T | Asked,
    { onAsk, signal }: Waiting = {},
  ): Promise<T> => {
    let ask: string | null = null;
    for (;;) {
      const answer: T | Asked = await call(op, { ...params, ask, wait: ask !== null }, read, signal);
      if (!isAsked(answer)) return answer;
      if (ask !== answer.ask) onAsk?.(`${base}/`);
      ask = answer.ask;
    }
  };

  const open: AssistantClient['open'] = async (params, waiting) => {
    await asking<Extract<OpenAnswer, { state: 'open' }>>('open', params, answers.readOpen, waiting);
  };

  return {
    discover,
    pair,
    open,
    status: (serverTime) => call('status', serverTime === undefined ? {} : { serverTime }, answers.readStatus),
    medium: () => call('medium', {}, answers.readMedium),
    read: () => call('read', {}, answers.readKey),
    personalise: (params) => call('personalise', params, answers.readPersonalise),
    createRequest: (params) => call('create-request', params, answers.readCreatedRequest),
    install: (params) => call('install', params, answers.readInstall),
    prove: (params) => call('prove', params, answers.readProve),
    signIn: async (params, waiting) => {
      await open({ serial: params.serial, purpose: 'sign-in' }, waiting);
      return call('prove', params, answers.readProve);
    },
    renewRequest: (params) => call('renew-request', params, answers.readRenewRequest),
    installRenewal: (params) => call('install-renewal', params, answers.readInstall),
    switchRenewal: (params) => call('switch-renewal', params, answers.readInstall),
    abandonRenewal: (params) => call('abandon-renewal', params, answers.readSerial),
    activate: (params) => call('activate', params, answers.readActivate),
    markActivated: (params) => call('mark-activated', params, answers.readSerial),
    unlockChallenge: (params) => call('unlock-challenge', params, answers.readUnlockChallenge),
    unlock: (params, waiting) => asking<Unlocked>('unlock', params, answers.readUnlock, waiting),
    signApplication: (params, waiting) =>
      asking<SignedApplication>('sign-application', params, answers.readSignApplication, waiting),
    installSeal: (params) => call('install-seal', params, answers.readInstall),
    importFormer: (params) => call('import-former', params, answers.readInstall),
    removeSeal: (params) => call('remove-seal', params, answers.readSerial),
    readSeal: (params) => call('read-seal', params, answers.readSeal),
    checkUp: () => call('check-up', {}, answers.readCheckUp),
    spoil: (params) => call('spoil', params, answers.readSpoil),
    finish: (params) => call('finish', params, answers.readMedium),
    events: (after, signal) => call('events', { after }, answers.readEvents, signal),
  };
}

type Unlocked = Extract<UnlockAnswer, { state: 'unlocked' }>;
type SignedApplication = Extract<SignApplicationAnswer, { state: 'signed' }>;
type Asked = Extract<OpenAnswer, { state: 'waiting' }>;
const isAsked = (answer: { readonly state: string }): answer is Asked => answer.state === 'waiting';
