/** The computer's clock, and what the hall's server says the time is. */
export class Clock {
  readonly #followServer: boolean;
  readonly #read: () => number;
  #drift: number | null = null;

  /** `followServer` is for the sandbox, where the server's clock is moved: there its time counts, not ours. */
  constructor(followServer: boolean, read: () => number = Date.now) {
    this.#followServer = followServer;
    this.#read = read;
  }

  /** A page that is let in passes on its server's time (ISO 8601). */
  heard(serverTime: string): void {
    this.#drift = Date.parse(serverTime) - this.#read();
  }

  /** Milliseconds the server is ahead of this computer; null until a server has been heard. */
  get drift(): number | null {
    return this.#drift;
  }

  now(): Date {
    return new Date(this.#read() + (this.#followServer ? (this.#drift ?? 0) : 0));
  }
}
