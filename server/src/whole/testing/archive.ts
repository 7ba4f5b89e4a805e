import type { Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import type { ApplicationEvent, Recorded } from '../../applications/engine/events.ts';
import type { ApplicationState } from '../../applications/engine/state.ts';
import { histories, type Life } from '../../applications/store/history.ts';
import { Account } from '../../applications/testing/account.ts';
import { onward } from '../../applications/testing/onward.ts';
import { ORGANISATION } from '../../applications/testing/player.ts';
import type { Sealing } from '../../platform/index.ts';
import { inhabitant, live } from './population.ts';

/** A finished order others are copied from. */
export interface Pattern {
  readonly programme: Programme;
  readonly life: Life;
  /** The organisation whose order it is: whoever reads a copy reads it as this one. */
  readonly organisationId: string;
}

const STEP_MS = 3_600_000;
const STEPS_AT_MOST = 200;

/**
 * Finished orders of every programme and every business that runs to its end by itself, played by the rules, and `first`
 * first applications of the first programme. Opened about two months ago.
 */
export function patterns(first: number, now: number): Pattern[] {
  const begin = now - 60 * 24 * STEP_MS;
  const [one] = programmes;
  if (!one) throw new Error('the hall offers no programme');
  const scan = { sha256: 'a'.repeat(64), size: 2000 };
  const own = Array.from({ length: first }, (_, n): Pattern => {
    const organisation = inhabitant(n);
    const life = live(one, organisation, n, n % 20 === 19 ? 'void' : 'finished', begin, scan);
    return { programme: one, life: { state: life.state, history: life.history }, organisationId: organisation.id };
  });
  return [...own, ...programmes.flatMap((programme) => businessesOf(programme, begin))];
}

/** Every project's first application and the businesses on its certificate. */
function businessesOf(programme: Programme, begin: number): Pattern[] {
  const found: Pattern[] = [];
  for (const project of programme.projects) {
    const account = new Account(programme);
    account.now = begin;
    for (const service of programme.services) {
      if (service.channel !== 'online') continue;
      const subject = service.business === 'new' ? null : (account.living()[0]?.id ?? null);
      const life = played(account, service.code, project.code, subject);
      if (life) found.push({ programme, life, organisationId: ORGANISATION.id });
    }
  }
  return found;
}

/** One order from its opening to its end; undefined when the rules do not open it here, or it does not end by itself. */
function played(account: Account, service: string, project: string, subject: string | null): Life | undefined {
  const history: Recorded[] = [];
  const record = (events: readonly ApplicationEvent[], actor: Recorded['actor']) => {
    for (const event of events) {
      const version = history.length + 1;
      history.push({ version, at: new Date(account.now).toISOString(), actor, event });
    }
  };
  const known = new Set(account.orders.keys());
  const opened = account.open(service, project, subject);
  if (!('events' in opened)) return undefined;
  record(opened.events, { kind: 'applicant', id: ORGANISATION.id, name: ORGANISATION.name });
  const id = [...account.orders.keys()].find((one) => !known.has(one));
  const order = (): ApplicationState | undefined => (id === undefined ? undefined : account.orders.get(id));
  for (let step = 0; step < STEPS_AT_MOST; step++) {
    const state = order();
    if (!state) return undefined;
    if (state.stage === 'finished') return { state, history };
    const next = onward(account, state);
    if (!next) return undefined;
    account.now += STEP_MS;
    const decision = account.give(state, next.command, next.actor);
    if (!('events' in decision) || decision.events.length === 0) return undefined;
    const { kind, id: by, name } = next.actor;
    record(decision.events, { kind, id: by, name });
  }
  return undefined;
}

/** The rows of an order as the hall writes them. */
export const rowsOf = (sealing: Sealing, { programme, life }: Pattern) => histories(sealing).rows(programme, life);
