import { z } from 'zod';
import type { AssistantClient, Waiting } from '../client.ts';
import type { Answer, TestAssistant } from './running.ts';

const asking = z.object({
  asks: z.array(
    z.object({
      id: z.string(),
      origin: z.string(),
      purpose: z.string(),
      serial: z.string(),
      order: z.string().nullable(),
    }),
  ),
});

/** What the holder types, once or, after a refusal, again. */
export interface Typed {
  readonly pin?: string;
  readonly next?: string;
}

/** The holder at the assistant's own page. */
export class Holder {
  readonly #assistant: TestAssistant;

  constructor(assistant: TestAssistant) {
    this.#assistant = assistant;
  }

  async questions() {
    return asking.parse((await this.#assistant.own('state')).json()).asks;
  }

  async answer(typed: Typed): Promise<Answer> {
    const [asked] = await this.questions();
    return this.#assistant.own('answer-ask', { id: asked?.id, ...typed });
  }

  async decline(): Promise<Answer> {
    const [asked] = await this.questions();
    return this.#assistant.own('decline-ask', { id: asked?.id });
  }

  /** Does what a page asks, with the holder answering as soon as the question is put. */
  async answering<T>(typed: Typed, call: (waiting: Waiting) => Promise<T>): Promise<T> {
    let answered: Promise<Answer> | null = null;
    const result = await call({
      onAsk: () => {
        answered ??= this.answer(typed);
      },
    });
    await answered;
    return result;
  }

  /** The key opened for a page. */
  async opens(client: AssistantClient, params: Parameters<AssistantClient['open']>[0], typed: Typed): Promise<void> {
    await this.answering(typed, (waiting) => client.open(params, waiting));
  }
}
