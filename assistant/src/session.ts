import { type Token, TokenError } from '@yinxin/token';
import type { OpenPurpose } from './client.ts';
import { AssistantRefusal } from './problems.ts';
import type { Reader } from './reader.ts';

const IDLE_MS = 10 * 60_000;

/** Why a medium is open for a page: staff write it, or the holder has typed the PIN for one business. */
export type Purpose = 'production' | OpenPurpose;

/** What a page may do with an open medium. */
export type Act =
  | 'create-request'
  | 'install'
  | 'prove'
  | 'spoil'
  | 'renew-request'
  | 'install-renewal'
  | 'switch-renewal'
  | 'abandon-renewal'
  | 'activate'
  | 'mark-activated'
  | 'install-seal'
  | 'remove-seal'
  | 'import-former';

const writing = ['create-request', 'install', 'prove', 'install-seal'] as const;

/** A consent is for one business: a page that was let in to activate cannot take a seal out. */
const ALLOWED: Readonly<Record<Purpose, readonly Act[]>> = {
  production: [...writing, 'spoil', 'remove-seal'],
  download: [...writing, 'activate', 'mark-activated'],
  renew: ['renew-request', 'install-renewal', 'switch-renewal', 'abandon-renewal', 'prove', 'install-seal'],
  activate: ['activate', 'mark-activated'],
  seal: ['prove', 'install-seal', 'remove-seal'],
  recover: ['prove', 'import-former'],
  'sign-in': ['prove'],
};

/**
 * Which page the plugged-in medium is open for. A session belongs to the origin that opened it and ends with `finish`,
 * `spoil`, removal, or after ten idle minutes; one for a sign-in ends with its proof. No PIN passes through here.
 */
export class Sessions {
  readonly #reader: Reader;
  #session: {
    readonly origin: string;
    readonly purpose: Purpose;
    readonly order: string | null;
    readonly timer: NodeJS.Timeout;
  } | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Why the medium is open now, or null. */
  get purpose(): Purpose | null {
    return this.#reader.token?.status().open ? (this.#session?.purpose ?? null) : null;
  }

  isOpenFor(origin: string, purpose: Purpose, order: string | null): boolean {
    return this.purpose === purpose && this.#session?.origin === origin && this.#session.order === order;
  }

  /** `order`: what the holder was shown when typing the PIN. */
  open(origin: string, purpose: Purpose, token: Token, order: string | null = null): void {
    this.#end();
    const timer = setTimeout(() => {
      token.logout();
      this.#session = null;
      this.#reader.announce('changed', token.status().serial);
    }, IDLE_MS);
    timer.unref();
    this.#session = { origin, purpose, order, timer };
  }

  /** Runs one act on the medium that is open for this origin. Throws `E_PIN_REQUIRED` otherwise. */
  within<T>(origin: string, serial: string, act: Act, operation: (token: Token) => Promise<T>): Promise<T> {
    return this.#reader.use(serial, async (token) => {
      const { purpose, order } = this.refuseOthers(origin, act, token);
      this.open(origin, purpose, token, order);
      const result = await operation(token);
      if (purpose === 'sign-in') this.close(token);
      return result;
    });
  }

  /**
   * As `within`, for an act about one order: a consent to activate was given to the order that was shown, and to no other.
   * A download is shown its order too.
   */
  withinOrder<T>(
    origin: string,
    serial: string,
    { act, order }: { readonly act: Act; readonly order: string },
    operation: (token: Token) => Promise<T>,
  ): Promise<T> {
    return this.within(origin, serial, act, async (token) => {
      if (this.#session?.order !== order) throw new TokenError({ code: 'E_PIN_REQUIRED' });
      return operation(token);
    });
  }

  /**
   * As `within`, for an act that answers without a session where it was done before: the medium itself decides then.
   */
  repeatable<T>(origin: string, serial: string, act: Act, operation: (token: Token) => Promise<T>): Promise<T> {
    return this.#reader.use(serial, async (token) => {
      if (token.status().open) this.refuseOthers(origin, act, token);
      return operation(token);
    });
  }

  refuseOthers(origin: string, act: Act, token: Token): { readonly purpose: Purpose; readonly order: string | null } {
    const session = this.#session;
    const mine = session?.origin === origin && token.status().open && ALLOWED[session.purpose].includes(act);
    if (!mine) throw new TokenError({ code: 'E_PIN_REQUIRED' });
    return session;
  }

  /** Another page has the medium open. */
  refuseWhileOthers(origin: string): void {
    if (this.purpose !== null && this.#session?.origin !== origin) throw new AssistantRefusal({ code: 'E_BUSY' });
  }

  /** Ends the session of this origin, if it has one; the medium is closed again. */
  finish(origin: string, token: Token): void {
    if (this.#session?.origin === origin) this.close(token);
  }

  close(token: Token): void {
    token.logout();
    this.#end();
  }

  /** The medium was taken out: whatever was open is gone with it. */
  forget(): void {
    this.#end();
  }

  #end(): void {
    if (this.#session) clearTimeout(this.#session.timer);
    this.#session = null;
  }
}
