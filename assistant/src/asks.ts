import { randomUUID } from 'node:crypto';
import { type ApplicationDocument, type Token, TokenError } from '@yinxin/token';
import type { OpenPurpose } from './client.ts';
import { type AssistantProblem, AssistantRefusal, problemOf } from './problems.ts';
import type { Reader } from './reader.ts';

const WAIT_MS = 10 * 60_000;

/** What the holder types on the assistant's own page: the PIN, and a new one where the question wants it. */
export interface Typed {
  readonly pin: string | null;
  readonly next: string | null;
}

/** What a question is about: opening the key for a business, or one act with it. */
export type AskPurpose = OpenPurpose | 'unlock' | 'sign';

/** A question that a page puts to the holder. */
export interface Question {
  readonly serial: string;
  readonly purpose: AskPurpose;
  readonly order: string | null;
  /** The holder chooses the first PIN of a blank medium. */
  readonly choosesPin?: boolean;
  /** What is signed, to be shown in full. */
  readonly application?: ApplicationDocument;
  /** Does what was asked, with the medium in hand. */
  answer(token: Token, typed: Typed): Promise<object>;
}

interface Ask extends Question {
  readonly id: string;
  readonly origin: string;
  readonly until: number;
  outcome: { readonly value: object } | { readonly problem: AssistantProblem } | null;
}

/** A question as the own page shows it. */
export interface OpenAsk extends Pick<Question, 'serial' | 'purpose' | 'order'> {
  readonly id: string;
  readonly origin: string;
  readonly choosesPin: boolean;
  readonly application: ApplicationDocument | null;
}

/** Refusals after which the holder may try again on the same question. */
const AGAIN: ReadonlySet<string> = new Set(['E_PIN_WRONG', 'E_PIN_POLICY', 'E_PIN_INITIAL', 'E_BUSY']);

/**
 * Questions of pages that only the holder can answer, on the assistant's own page. One open question per origin; a page
 * asks again with its id until the holder has answered.
 */
export class Asks {
  readonly #reader: Reader;
  readonly #now: () => Date;
  #asks: Ask[] = [];

  constructor(reader: Reader, now: () => Date) {
    this.#reader = reader;
    this.#now = now;
  }

  /** Puts a question, or hears what became of it. Throws what it was refused with. */
  put(origin: string, id: string | null, question: Question): { readonly ask: string } | { readonly value: object } {
    const known = this.#living().find((ask) => ask.id === id && ask.origin === origin);
    if (!known) return { ask: this.#start(origin, question).id };
    if (!known.outcome) return { ask: known.id };
    this.#asks = this.#asks.filter((ask) => ask !== known);
    if ('problem' in known.outcome) throw new AssistantRefusal(known.outcome.problem);
    return known.outcome;
  }

  /** Questions that wait, for the own page. */
  list(): readonly OpenAsk[] {
    return this.#living()
      .filter((ask) => ask.outcome === null)
      .map(({ id, origin, purpose, serial, order, application = null, choosesPin = false }) => ({
        id,
        origin,
        purpose,
        serial,
        order,
        application,
        choosesPin,
      }));
  }

  /** The holder answers. A wrong PIN is told here and leaves the question open. */
  async answer(id: string, typed: Typed): Promise<void> {
    const ask = this.#waiting(id);
    try {
      const value = await this.#reader.use(ask.serial, (token) => ask.answer(token, typed));
      ask.outcome = { value };
    } catch (error) {
      const problem = problemOf(error);
      if (!AGAIN.has(problem.code)) ask.outcome = { problem };
      throw error;
    } finally {
      this.#reader.announce('changed', ask.serial);
    }
  }

  decline(id: string): void {
    const ask = this.#waiting(id);
    ask.outcome = { problem: { code: 'E_CONSENT' } };
    this.#reader.announce('changed', ask.serial);
  }

  /** The medium was taken out. */
  removed(): void {
    for (const ask of this.#asks) ask.outcome ??= { problem: new TokenError({ code: 'E_REMOVED' }).problem };
  }

  #waiting(id: string): Ask {
    const ask = this.#living().find((one) => one.id === id && one.outcome === null);
    if (!ask) throw new AssistantRefusal({ code: 'E_NOT_FOUND' });
    return ask;
  }

  #living(): Ask[] {
    const now = this.#now().getTime();
    for (const ask of this.#asks) if (ask.until <= now) ask.outcome ??= { problem: { code: 'E_TIMEOUT' } };
    // What a page never came back for is forgotten after as long again.
    this.#asks = this.#asks.filter((ask) => ask.until + WAIT_MS > now);
    return this.#asks;
  }

  #start(origin: string, question: Question): Ask {
    this.#asks = this.#asks.filter((ask) => ask.origin !== origin);
    const until = this.#now().getTime() + WAIT_MS;
    const ask: Ask = { ...question, id: randomUUID(), origin, until, outcome: null };
    this.#asks.push(ask);
    this.#reader.announce('changed', question.serial);
    return ask;
  }
}
