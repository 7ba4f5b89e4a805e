import { amountOf } from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { answersOf, type Context, type Decision, done, stageOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { leave, superseded } from './enter.ts';
import { checkParcel } from './field-check.ts';
import { voucherRefusal } from './subject.ts';

type InstallCommand = CommandOf<'install-started' | 'certificate-made' | 'installed'>;
type InstallEvent = EventOf<'media-provided' | 'install-started' | 'certificate-made' | 'installed'>;

/** How many media the order asks for. */
export function mediaWanted(state: ApplicationState, { programme }: Pick<Context, 'programme'>): number {
  return amountOf(stageOf(programme, state, 'provision')?.count ?? 1, answersOf(state));
}

/**
 * Blank media, and cards where the programme has them, leave for the holder (BJ-03). While the holder installs, one that
 * could not be written may be replaced; those that hold certificates stay.
 */
export function decideProvision(
  state: ApplicationState,
  command: CommandOf<'provide-media'>,
  context: Context,
): Decision {
  const stage = stageOf(context.programme, state, 'provision');
  if (!stage) return refuse('NOT_IN_SERVICE');
  const wanted = mediaWanted(state, context);
  if (command.items.length !== wanted) return refuse('MEDIA_COUNT', { wanted, given: command.items.length }, 'items');
  if (new Set(command.items.map((item) => item.mediumSerial)).size !== wanted)
    return refuse('MEDIA_TWICE', {}, 'items');
  if (command.items.some((item) => (item.passwordCard !== null) !== stage.passwordCard)) {
    return refuse('PASSWORD_CARDS', {}, 'items');
  }
  const parcel = checkParcel(command.carrier, command.trackingNumber);
  if ('refusal' in parcel) return parcel;
  const provided = { type: 'media-provided', items: command.items, ...parcel } as const;
  if (state.stage === 'provision') return done(provided, ...leave(state, 'provision', context));
  return replaces(state, command) ? done(provided) : refuse('ALREADY_PROVIDED');
}

/** Whether a second parcel brings another medium and takes none away that holds certificates. */
function replaces(state: ApplicationState, { items }: CommandOf<'provide-media'>): boolean {
  const serials = items.map((item) => item.mediumSerial);
  const before = state.provision.items.map((item) => item.mediumSerial);
  return state.install.made.every((serial) => serials.includes(serial)) && serials.some((one) => !before.includes(one));
}

/** The media of an order that the holder may write. */
export function writable(state: ApplicationState, context: Pick<Context, 'programme'>): readonly string[] {
  if (stageOf(context.programme, state, 'install')?.medium === 'provided') {
    return state.provision.items.map((item) => item.mediumSerial);
  }
  const serial = state.subject?.mediumSerial;
  return serial ? [serial] : [];
}

/** Whether what was posted has to be signed for before it is written (BJ-19). */
export function awaitsReceipt(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  const stage = stageOf(programme, state, 'install');
  return stage?.medium === 'provided' && stage.afterReceipt && state.delivery.receivedAt === null;
}

/** The holder writes the certificates; interrupted, it goes on with the same medium and the same pair (BJ-21). */
export function decideInstall(state: ApplicationState, command: InstallCommand, context: Context): Decision {
  const { install } = state;
  const serial = command.mediumSerial;
  if (serial === undefined || !writable(state, context).includes(serial)) {
    return refuse('OTHER_MEDIUM', {}, 'mediumSerial');
  }
  if (state.refund.status === 'requested' || state.refund.status === 'approved') return refuse('REFUND_OPEN');
  switch (command.type) {
    case 'install-started':
      if (awaitsReceipt(state, context)) return refuse('INSTALL_NOT_RECEIVED');
      return (
        voucherRefusal(state, context) ??
        (install.started.includes(serial) ? done() : done({ type: 'install-started', mediumSerial: serial }))
      );
    case 'certificate-made': {
      if (install.made.includes(serial)) return done();
      if (!install.started.includes(serial)) return refuse('INSTALL_NOT_STARTED');
      const first = install.made.length === 0 ? superseded(state, context, 'superseded-when-made') : [];
      return done({ type: 'certificate-made', certificates: command.certificates, mediumSerial: serial }, ...first);
    }
    case 'installed': {
      if (install.installed.includes(serial)) return done();
      if (!install.made.includes(serial)) return refuse('INSTALL_NOT_MADE');
      const last = install.installed.length + 1 === writable(state, context).length;
      const rest = last
        ? [...superseded(state, context, 'superseded-when-installed'), ...leave(state, 'install', context)]
        : [];
      return done({ type: 'installed', mediumSerial: serial }, ...rest);
    }
  }
}

export function evolveInstall(state: ApplicationState, event: InstallEvent, { at }: Recorded): ApplicationState {
  const { install, production } = state;
  switch (event.type) {
    case 'media-provided': {
      const { items, carrier, trackingNumber } = event;
      return { ...state, provision: { items, carrier, trackingNumber, providedAt: at } };
    }
    case 'install-started':
      return { ...state, install: { ...install, started: [...install.started, event.mediumSerial] } };
    case 'certificate-made': {
      const { mediumSerial, certificates } = event;
      if (mediumSerial === undefined) return state;
      return {
        ...state,
        install: { ...install, made: [...install.made, mediumSerial] },
        production: {
          ...production,
          status: 'made',
          mediumSerial: production.mediumSerial ?? mediumSerial,
          madeAt: production.madeAt ?? at,
          certificates: [...production.certificates, ...certificates],
        },
      };
    }
    case 'installed':
      return { ...state, install: { ...install, installed: [...install.installed, event.mediumSerial] } };
  }
}
