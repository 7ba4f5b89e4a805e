import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AssistantRefusal } from './problems.ts';

const WAIT_MS = 5 * 60_000;
const TOKENS_PER_ORIGIN = 16;

const stored = z.array(z.strictObject({ origin: z.string(), tokens: z.array(z.string()), since: z.string() }));
type Paired = z.infer<typeof stored>[number];

interface Asking {
  readonly id: string;
  readonly origin: string;
  readonly code: string;
  readonly until: number;
  answer: 'waiting' | 'approved' | 'denied';
}

export type PairingAnswer =
  | { readonly state: 'paired'; readonly token: string }
  | { readonly state: 'waiting'; readonly pairing: string; readonly code: string };

export interface PairingList {
  readonly waiting: readonly { readonly id: string; readonly origin: string; readonly code: string }[];
  readonly paired: readonly { readonly origin: string; readonly since: string }[];
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Which web origins the person at this computer has let in. An origin named by the operator may ask; the person compares
 * four digits and confirms once on the assistant's page. Only digests of the tokens are kept.
 */
export class Pairings {
  readonly #file: string;
  readonly #preApproved: ReadonlySet<string>;
  readonly #now: () => Date;
  #paired: Paired[];
  #asking: Asking[] = [];

  constructor(data: string, preApproved: readonly string[], now: () => Date) {
    this.#file = join(data, 'pairings.json');
    this.#preApproved = new Set(preApproved);
    this.#now = now;
    this.#paired = this.#read();
  }

  /** Starts asking, or asks again with the id of the first answer. Throws `E_PAIRING_DENIED`. */
  ask(origin: string, pairing: string | null): PairingAnswer {
    if (this.#preApproved.has(origin)) return { state: 'paired', token: this.#admit(origin) };
    const known = this.#waiting().find((asking) => asking.id === pairing && asking.origin === origin);
    const asking = known ?? this.#start(origin);
    switch (asking.answer) {
      case 'waiting':
        return { state: 'waiting', pairing: asking.id, code: asking.code };
      case 'approved':
        this.#drop(asking.id);
        return { state: 'paired', token: this.#admit(origin) };
      case 'denied':
        this.#drop(asking.id);
        throw new AssistantRefusal({ code: 'E_PAIRING_DENIED' });
    }
  }

  answer(id: string, approve: boolean): void {
    const asking = this.#waiting().find((one) => one.id === id);
    if (!asking) throw new AssistantRefusal({ code: 'E_NOT_FOUND' });
    asking.answer = approve ? 'approved' : 'denied';
  }

  revoke(origin: string): void {
    this.#save(this.#paired.filter((paired) => paired.origin !== origin));
  }

  isPaired(origin: string, token: string | null): boolean {
    if (token === null) return false;
    const wanted = digest(token);
    return this.#paired.some((paired) => paired.origin === origin && paired.tokens.includes(wanted));
  }

  list(): PairingList {
    const waiting = this.#waiting().filter((asking) => asking.answer === 'waiting');
    return {
      waiting: waiting.map(({ id, origin, code }) => ({ id, origin, code })),
      paired: this.#paired.map(({ origin, since }) => ({ origin, since })),
    };
  }

  #waiting(): Asking[] {
    const now = this.#now().getTime();
    this.#asking = this.#asking.filter((asking) => asking.until > now);
    return this.#asking;
  }

  #start(origin: string): Asking {
    // One question per origin: a page cannot pile up questions until somebody clicks "allow".
    this.#asking = this.#asking.filter((asking) => asking.origin !== origin || asking.answer === 'approved');
    const code = String(randomInt(10_000)).padStart(4, '0');
    const until = this.#now().getTime() + WAIT_MS;
    const asking: Asking = { id: randomUUID(), origin, code, until, answer: 'waiting' };
    this.#asking.push(asking);
    return asking;
  }

  #drop(id: string): void {
    this.#asking = this.#asking.filter((asking) => asking.id !== id);
  }

  #admit(origin: string): string {
    const token = randomBytes(32).toString('base64url');
    const before = this.#paired.find((paired) => paired.origin === origin);
    const tokens = [...(before?.tokens ?? []), digest(token)].slice(-TOKENS_PER_ORIGIN);
    const since = before?.since ?? this.#now().toISOString();
    this.#save([...this.#paired.filter((paired) => paired.origin !== origin), { origin, tokens, since }]);
    return token;
  }

  #save(paired: Paired[]): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(paired, null, 1), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
    this.#paired = paired;
  }

  #read(): Paired[] {
    try {
      return stored.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // Lost or unreadable: everybody has to be confirmed again, which is the safe side.
      return [];
    }
  }
}
