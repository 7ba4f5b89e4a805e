import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, stageOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { leave } from './enter.ts';

type HolderCommand = CommandOf<'activated' | 'bound' | 'unlocked' | 'seal-made' | 'seal-installed'>;
type HolderEvent = EventOf<'activated' | 'bound' | 'unlocked' | 'seal-made' | 'seal-installed'>;

/** The medium the order's certificates are on: the one made, else the one of the certificate it is about. */
export function mediumOf(state: ApplicationState): string | null {
  return state.production.mediumSerial ?? state.subject?.mediumSerial ?? null;
}

/** What the holder does with a medium that is theirs; the rooms that proved it report it, safe to repeat. */
export function decideHolder(state: ApplicationState, command: HolderCommand, context: Context): Decision {
  if ('mediumSerial' in command && command.mediumSerial !== mediumOf(state)) {
    return refuse('OTHER_MEDIUM', {}, 'mediumSerial');
  }
  switch (command.type) {
    case 'activated':
      // PA-50: while a refund is open the key stays unused.
      if (state.refund.status === 'requested' || state.refund.status === 'approved') return refuse('REFUND_OPEN');
      return done({ type: 'activated', mediumSerial: command.mediumSerial }, ...leave(state, 'activation', context));
    case 'bound': {
      const { system, account } = command;
      if (stageOf(context.programme, state, 'binding')?.system !== system) return refuse('OTHER_SYSTEM');
      return done({ type: 'bound', system, account }, ...leave(state, 'binding', context));
    }
    case 'unlocked':
      return done({ type: 'unlocked', mediumSerial: command.mediumSerial }, ...leave(state, 'unlock', context));
    case 'seal-made':
      return state.seal.id === command.sealId ? done() : done({ type: 'seal-made', sealId: command.sealId });
    case 'seal-installed': {
      const { sealId, mediumSerial } = command;
      if (state.seal.id !== sealId) return refuse('OTHER_SEAL');
      return done({ type: 'seal-installed', sealId, mediumSerial }, ...leave(state, 'seal', context));
    }
  }
}

export function evolveHolder(state: ApplicationState, event: HolderEvent, { at }: Recorded): ApplicationState {
  switch (event.type) {
    case 'activated':
      return { ...state, activation: { at } };
    case 'bound':
      return { ...state, binding: { system: event.system, account: event.account, at } };
    case 'unlocked':
      return { ...state, unlock: { at } };
    case 'seal-made':
      return { ...state, seal: { ...state.seal, id: event.sealId, madeAt: at } };
    case 'seal-installed':
      return { ...state, seal: { ...state.seal, installedAt: at } };
  }
}
