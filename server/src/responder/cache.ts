import { serialText } from '@yinxin/pki';
import {
  type Answer,
  type AnswerTools,
  matchIssuer,
  type Question,
  readQuestion,
  type SerialStatus,
  signAnswer,
} from './answer.ts';

/** Answers kept in memory, and what makes them forgotten. */
export interface CachedResponder {
  /** The answer to a question, if it is at hand; never waits. */
  ready(key: string): Answer | undefined;
  /** The answer to a question. `key` is anything equal for equal questions, such as their bytes. */
  answer(bytes: Uint8Array, key: string): Promise<Answer>;
  /** Forgets what is known of these serials, or of all, at once: also what is being made now. */
  forget(serials: readonly string[] | 'all'): void;
  readonly counts: { ready: number; signed: number };
}

export interface CacheLimits {
  /** Nothing is believed for longer, whatever happens to notifications. */
  readonly ttlMs: number;
  /** Certificates kept. */
  readonly most: number;
}

/** What is known of one certificate. `valid` ends the moment its status changes. */
interface Slot {
  valid: boolean;
  readonly until: number;
  readonly status: Promise<SerialStatus | undefined>;
  /** Answers about it alone and without nonce, by the bytes of the CertID, which differ by hash algorithm. */
  readonly answers: Map<string, Promise<Answer>>;
}

interface Ready {
  readonly slot: Slot;
  readonly answer: Answer;
}

/**
 * Pre-produced answers (RFC 6960 §2.5): signed once, given to everybody who asks the same until the status changes or the
 * time is over. Questions with a nonce are signed each time, over a status known from memory.
 */
export function cachedResponder(tools: AnswerTools, limits: CacheLimits): CachedResponder {
  const match = matchIssuer(tools.issuers);
  const slots = new Map<string, Slot>();
  const byKey = new Map<string, Ready>();
  const counts = { ready: 0, signed: 0 };
  const ask = inBatches(tools.statuses);
  const alive = (slot: Slot) => slot.valid && slot.until > performance.now();

  const slotOf = (serial: string): Slot => {
    const known = slots.get(serial);
    if (known && alive(known)) return known;
    // The slot is there before the database is asked: a change that comes meanwhile finds it.
    const slot: Slot = {
      valid: true,
      until: performance.now() + limits.ttlMs,
      status: ask(serial),
      answers: new Map(),
    };
    keep(slots, serial, slot, limits.most);
    slot.status.then(
      // Issued a moment later it would be unknown for the whole time.
      (status) => status === undefined && drop(serial, slot),
      () => drop(serial, slot),
    );
    return slot;
  };
  const drop = (serial: string, slot: Slot) => {
    slot.valid = false;
    if (slots.get(serial) === slot) slots.delete(serial);
  };

  const sign = async (question: Question): Promise<Answer> => {
    const found = new Map<string, SerialStatus | undefined>();
    await Promise.all(
      [...question.ours].map(async (certId) => {
        const serial = serialText(certId.serial);
        found.set(serial, await slotOf(serial).status);
      }),
    );
    counts.signed += 1;
    return signAnswer(tools, question, (serial) => found.get(serial));
  };

  return {
    counts,
    ready(key) {
      const found = byKey.get(key);
      if (found === undefined) return undefined;
      if (alive(found.slot)) {
        counts.ready += 1;
        return found.answer;
      }
      byKey.delete(key);
      return undefined;
    },
    async answer(bytes, key) {
      const question = readQuestion(match, bytes);
      if ('bytes' in question) return question;
      const [only, ...more] = question.request.certIds;
      if (only === undefined || more.length > 0 || question.request.nonce !== undefined) return sign(question);
      const slot = slotOf(serialText(only.serial));
      const id = Buffer.from(only.raw).toString('latin1');
      let making = slot.answers.get(id);
      if (making === undefined) {
        making = sign(question);
        slot.answers.set(id, making);
        making.catch(() => slot.answers.delete(id));
      }
      const answer = await making;
      // Changed while it was signed: it is right for whoever asked before the change, and for nobody after.
      if (alive(slot)) keep(byKey, key, { slot, answer }, limits.most);
      return answer;
    },
    forget(serials) {
      const gone = serials === 'all' ? [...slots.keys()] : serials;
      for (const serial of gone) {
        const slot = slots.get(serial);
        if (slot) drop(serial, slot);
      }
      if (serials === 'all') byKey.clear();
    },
  };
}

/** Adds to a map that forgets the oldest. */
function keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}

/** Asks the database once for all who ask in the same turn. */
function inBatches(statuses: AnswerTools['statuses']): (serial: string) => Promise<SerialStatus | undefined> {
  let batch: { readonly serials: Set<string>; readonly found: ReturnType<AnswerTools['statuses']> } | undefined;
  return async (serial) => {
    if (batch === undefined) {
      const serials = new Set<string>();
      const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        batch = undefined;
        return statuses([...serials]);
      });
      batch = { serials, found };
    }
    batch.serials.add(serial);
    return (await batch.found).get(serial);
  };
}
