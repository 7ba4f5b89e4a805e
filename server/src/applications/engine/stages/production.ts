import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, wayOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { leave, superseded } from './enter.ts';

type ProductionCommand = CommandOf<'production-started' | 'production-abandoned' | 'certificate-made'>;
type ProductionEvent = EventOf<'production-started' | 'production-abandoned' | 'certificate-made'>;

export function decideProduction(state: ApplicationState, command: ProductionCommand, context: Context): Decision {
  const { production } = state;
  switch (command.type) {
    case 'production-started': {
      const { mediumSerial, passwordCard } = command;
      if (production.status === 'started') {
        if (production.mediumSerial === mediumSerial && production.passwordCard === passwordCard) return done();
        return refuse('PRODUCTION_STARTED', { serial: production.mediumSerial ?? '' });
      }
      return done({ type: 'production-started', mediumSerial, passwordCard });
    }
    case 'production-abandoned':
      if (production.status !== 'started') return refuse('PRODUCTION_NOT_STARTED');
      return done({ type: 'production-abandoned', reason: command.reason });
    case 'certificate-made':
      if (production.status !== 'started') return refuse('PRODUCTION_NOT_STARTED');
      return done(
        { type: 'certificate-made', certificates: command.certificates },
        ...superseded(state, context, 'superseded-when-made'),
        // Nobody installs what is made here: the former one has come with the papers.
        ...(wayOf(context.programme, state).includes('install')
          ? []
          : superseded(state, context, 'superseded-when-installed')),
        ...leave(state, 'production', context),
      );
  }
}

export function evolveProduction(state: ApplicationState, event: ProductionEvent, { at }: Recorded): ApplicationState {
  const { production } = state;
  switch (event.type) {
    case 'production-started': {
      const { mediumSerial, passwordCard } = event;
      return { ...state, production: { ...production, status: 'started', mediumSerial, passwordCard } };
    }
    case 'production-abandoned':
      return { ...state, production: { ...production, status: 'waiting', mediumSerial: null, passwordCard: null } };
    case 'certificate-made':
      return { ...state, production: { ...production, status: 'made', madeAt: at, certificates: event.certificates } };
  }
}
