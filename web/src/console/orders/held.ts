/** Seconds in which a decision can be taken back before it is sent. */
export const UNDO_SECONDS = 10;

/** One decision that waits to be sent. */
export interface Held {
  /** Number of the order. */
  readonly number: string;
  readonly orderId: string;
  /** Address of the page to go back to after undoing. */
  readonly back: string;
  /** What will happen, in the language of the page. */
  readonly what: string;
  readonly send: () => Promise<unknown>;
}

export interface HeldState {
  readonly held: Held | null;
  readonly secondsLeft: number;
  readonly failed: { readonly held: Held; readonly problem: unknown } | null;
  readonly sent: Held | null;
}

export const NOTHING_HELD: HeldState = { held: null, secondsLeft: 0, failed: null, sent: null };

/**
 * Keeps at most one decision back. A second one sends the first at once; undo drops it; nothing is sent twice.
 * `tick` is called once a second by whoever shows the countdown.
 */
export class Holding {
  #state: HeldState = NOTHING_HELD;
  readonly #changed: (state: HeldState) => void;

  constructor(changed: (state: HeldState) => void) {
    this.#changed = changed;
  }

  hold(held: Held): void {
    this.sendNow();
    this.#become({ ...NOTHING_HELD, held, secondsLeft: UNDO_SECONDS });
  }

  /** Drops what is held; answers it. */
  undo(): Held | null {
    const { held } = this.#state;
    if (held) this.#become(NOTHING_HELD);
    return held;
  }

  tick(): void {
    if (!this.#state.held) return;
    if (this.#state.secondsLeft > 1) this.#become({ ...this.#state, secondsLeft: this.#state.secondsLeft - 1 });
    else this.sendNow();
  }

  sendNow(): void {
    const { held } = this.#state;
    if (!held) return;
    this.#become(NOTHING_HELD);
    held.send().then(
      () => this.#become({ ...this.#state, sent: held }),
      (problem: unknown) => this.#become({ ...this.#state, failed: { held, problem } }),
    );
  }

  dismiss(): void {
    this.#become({ ...this.#state, failed: null, sent: null });
  }

  #become(state: HeldState): void {
    this.#state = state;
    this.#changed(state);
  }
}
