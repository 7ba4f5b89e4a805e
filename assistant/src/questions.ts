import { DEFAULT_CONTAINER, type Token, TokenError } from '@yinxin/token';
import type { Question, Typed } from './asks.ts';
import type { OpenPurpose } from './client.ts';
import type { Clock } from './clock.ts';
import { AssistantRefusal } from './problems.ts';
import { prove } from './proof.ts';
import type { Sessions } from './session.ts';

const typedOrRefused = (value: string | null, field: 'pin' | 'next'): string => {
  if (value === null) throw new AssistantRefusal({ code: 'E_REQUEST', field });
  return value;
};

/** Opens the medium with the holder's PIN; where the initial one must be changed first, that is done on the way. */
export async function enter(token: Token, typed: Typed): Promise<void> {
  const pin = typedOrRefused(typed.pin, 'pin');
  const { pinInitial, pinChange } = token.status();
  if (!pinInitial || (pinChange !== 'required' && typed.next === null)) {
    await token.login(pin);
    return;
  }
  if (typed.next === null) throw new TokenError({ code: 'E_PIN_INITIAL' });
  await token.changePin(pin, typed.next);
  await token.login(typed.next);
}

/** "May this page use the key for this business?": the PIN opens it for the page that asked. */
export function openQuestion(
  sessions: Sessions,
  origin: string,
  asked: {
    readonly serial: string;
    readonly purpose: OpenPurpose;
    readonly order: string | null;
    readonly envelope: Uint8Array | null;
    /** The data hold no PIN: the holder chooses the first one here. */
    readonly choosesPin: boolean;
  },
): Question {
  const { serial, purpose, order, envelope, choosesPin } = asked;
  return {
    serial,
    purpose,
    order,
    choosesPin,
    answer: async (token, typed) => {
      const first = choosesPin && !token.status().personalised ? typedOrRefused(typed.next, 'next') : undefined;
      // Safe to repeat: the same data never touches what the medium already holds.
      if (envelope) await token.provision(envelope, first);
      if (first === undefined) await enter(token, typed);
      else await token.login(first);
      sessions.open(origin, purpose, token, order);
      return { state: 'open', serial, purpose };
    },
  };
}

/** "A new PIN for this key": the authority's answer unlocks it, the holder chooses. */
export function unlockQuestion(
  clock: Clock,
  origin: string,
  asked: { readonly serial: string; readonly response: Uint8Array; readonly nonce: Uint8Array | null },
): Question {
  const { serial, response, nonce } = asked;
  return {
    serial,
    purpose: 'unlock',
    order: null,
    answer: async (token, typed) => {
      const next = typedOrRefused(typed.next, 'next');
      await token.unlock({ response }, next);
      const proof = nonce && (await proveOnce(token, origin, nonce, next, clock.now()));
      return { state: 'unlocked', serial, pin: token.status().pin, proof };
    },
  };
}

/** One proof with the PIN just chosen; the medium is closed again whatever happens. */
async function proveOnce(token: Token, origin: string, nonce: Uint8Array, pin: string, now: Date) {
  const installed = token.status().containers.find(({ name }) => name === DEFAULT_CONTAINER)?.certificates;
  if (!installed) return null;
  await token.login(pin);
  try {
    return await prove(token, origin, nonce, { container: DEFAULT_CONTAINER, slot: 'current', now });
  } finally {
    token.logout();
  }
}
