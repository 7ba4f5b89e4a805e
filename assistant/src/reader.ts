import { openSoftToken, type Token } from '@yinxin/token';
import { AssistantRefusal } from './problems.ts';
import type { Stock } from './stock.ts';

export interface ReaderEvent {
  readonly revision: number;
  readonly type: 'inserted' | 'removed' | 'changed' | 'pairing';
  readonly serial: string | null;
}

const KEPT_EVENTS = 100;
/** How long a website waits for the assistant's own page to let go of the medium (BJ-35). */
const OWN_WAIT_MS = 5000;

/**
 * The USB socket of this computer: one medium at a time, one operation at a time.
 * Listeners hear of every insertion, removal and change.
 */
export class Reader {
  readonly #stock: Stock;
  readonly #listeners = new Set<() => void>();
  #slot: { readonly serial: string; readonly token: Token } | null = null;
  #busy = false;
  /** An operation of the assistant's own page has the medium now. */
  #own = false;
  #waiting = 0;
  readonly #freed = new Set<() => void>();
  #revision = 0;
  #events: ReaderEvent[] = [];

  constructor(stock: Stock) {
    this.#stock = stock;
  }

  get revision(): number {
    return this.#revision;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Requests of websites that wait for the assistant's own page to let go of the medium. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The medium that is plugged in, or null. */
  get token(): Token | null {
    return this.#slot?.token ?? null;
  }

  eventsAfter(revision: number): readonly ReaderEvent[] {
    return this.#events.filter((event) => event.revision > revision);
  }

  announce(type: ReaderEvent['type'], serial: string | null): void {
    this.#revision += 1;
    this.#events = [...this.#events, { revision: this.#revision, type, serial }].slice(-KEPT_EVENTS);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves at the next event, or after `timeoutMs`. */
  nextEvent(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#listeners.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#listeners.add(done);
    });
  }

  /** Plugs a medium of the stock in; what was plugged in comes out first. */
  async insert(serial: string): Promise<void> {
    if (this.#slot?.serial === serial) return;
    await this.remove();
    const directory = this.#stock.directoryOf(serial);
    if (!directory) throw new AssistantRefusal({ code: 'E_NOT_IN_STOCK', serial });
    this.#slot = { serial, token: openSoftToken(directory) };
    this.#stock.remember(serial);
    this.announce('inserted', serial);
  }

  async remove(): Promise<void> {
    if (!this.#slot) return;
    if (this.#busy) throw new AssistantRefusal({ code: 'E_BUSY' });
    const { serial, token } = this.#slot;
    this.#slot = null;
    await token.close();
    this.#stock.remember(null);
    this.announce('removed', serial);
  }

  /** Lets go of the medium without forgetting that it is plugged in: the end of the program. */
  async close(): Promise<void> {
    const slot = this.#slot;
    this.#slot = null;
    await slot?.token.close();
    for (const listener of [...this.#listeners]) listener();
  }

  /** As `use`, for what only looks: nobody hears of a change. */
  look<T>(serial: string | null, operation: (token: Token) => Promise<T>): Promise<T> {
    return this.#run(serial, operation);
  }

  /**
   * Runs one operation on the plugged-in medium. `serial`, if given, is the medium the caller means.
   * Throws `E_NO_KEY`, `E_OTHER_MEDIUM`, and `E_BUSY` while another operation runs.
   */
  async use<T>(serial: string | null, operation: (token: Token) => Promise<T>): Promise<T> {
    try {
      return await this.#run(serial, operation);
    } finally {
      if (this.#slot) this.announce('changed', this.#slot.serial);
    }
  }

  /** As `use`, for the assistant's own page: a website that wants the medium meanwhile waits instead of being refused. */
  own<T>(serial: string | null, operation: (token: Token) => Promise<T>): Promise<T> {
    return this.use(serial, async (token) => {
      this.#own = true;
      try {
        return await operation(token);
      } finally {
        this.#own = false;
      }
    });
  }

  /** Waits while the assistant's own page has the medium, for a while, and has the page say that somebody waits. */
  async #letGo(): Promise<void> {
    const until = Date.now() + OWN_WAIT_MS;
    this.#waiting += 1;
    this.announce('changed', this.#slot?.serial ?? null);
    try {
      while (this.#busy && this.#own && Date.now() < until) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(done, until - Date.now());
          const freed = this.#freed;
          function done() {
            clearTimeout(timer);
            freed.delete(done);
            resolve();
          }
          freed.add(done);
        });
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  async #run<T>(serial: string | null, operation: (token: Token) => Promise<T>): Promise<T> {
    const slot = this.#slot;
    if (!slot) throw new AssistantRefusal({ code: 'E_NO_KEY' });
    if (serial !== null && serial !== slot.serial)
      throw new AssistantRefusal({ code: 'E_OTHER_MEDIUM', serial: slot.serial });
    if (this.#busy && this.#own) await this.#letGo();
    if (this.#slot !== slot) throw new AssistantRefusal({ code: 'E_NO_KEY' });
    if (this.#busy) throw new AssistantRefusal({ code: 'E_BUSY' });
    this.#busy = true;
    try {
      return await operation(slot.token);
    } finally {
      this.#busy = false;
      for (const wake of [...this.#freed]) wake();
    }
  }
}
