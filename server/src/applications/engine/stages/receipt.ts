import { shanghaiDay } from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState, ReceiptSource } from '../state.ts';

type ReceiptCommand = CommandOf<'received' | 'confirm-received' | 'record-received'>;

/** That the parcel was signed for (签收), from which the days of a refund are counted (PA-46). The first word holds. */
export function decideReceipt(state: ApplicationState, command: ReceiptCommand, { now }: Context): Decision {
  const sent = state.delivery.dispatchedAt ?? state.provision.providedAt;
  if (sent === null) return refuse('NOT_SENT_YET');
  const told = read(command, sent, now);
  if (told.at > now.toISOString() || told.at < sent) return refuse('RECEIVED_WHEN', {}, 'day');
  if (state.delivery.receivedAt !== null) {
    return command.type === 'record-received' && shanghaiDay(new Date(state.delivery.receivedAt)) !== command.day
      ? refuse('ALREADY_RECEIVED')
      : done();
  }
  return done({ type: 'received', ...told });
}

function read(command: ReceiptCommand, sent: string, now: Date): { at: string; source: ReceiptSource } {
  switch (command.type) {
    case 'received':
      return { at: command.at, source: command.source };
    case 'confirm-received':
      return { at: now.toISOString(), source: 'applicant' };
    case 'record-received': {
      // The courier tells a day; noon, or the instant it was sent or now is where the day has only part of it.
      const noon = `${command.day}T04:00:00.000Z`;
      if (shanghaiDay(new Date(sent)) === command.day && noon < sent) return { at: sent, source: 'staff' };
      if (shanghaiDay(now) === command.day && noon > now.toISOString())
        return { at: now.toISOString(), source: 'staff' };
      return { at: noon, source: 'staff' };
    }
  }
}

export function evolveReceipt(
  state: ApplicationState,
  event: EventOf<'received'>,
  _recorded: Recorded,
): ApplicationState {
  return { ...state, delivery: { ...state.delivery, receivedAt: event.at, receivedBy: event.source } };
}
