import { mobile, personName } from '@yinxin/identifiers';
import { servingPayee } from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, stageOf, wayOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState, Recipient } from '../state.ts';
import { leave } from './enter.ts';
import { checkParcel, explainFinding, isUnsafe } from './field-check.ts';
import { invoiceToEnclose } from './invoice.ts';

type DeliveryCommand = CommandOf<
  'set-delivery' | 'change-recipient' | 'need-supplement' | 'confirm-supplement' | 'dispatch' | 'hand-over'
>;
type DeliveryEvent = EventOf<
  'supplement-needed' | 'supplement-received' | 'delivery-set' | 'dispatched' | 'handed-over'
>;

export function decideDelivery(state: ApplicationState, command: DeliveryCommand, context: Context): Decision {
  switch (command.type) {
    case 'set-delivery':
      return frozen(state, context) ?? setDelivery(command, stageOf(context.programme, state, 'delivery')?.modes ?? []);
    case 'change-recipient':
      if (state.delivery.dispatchedAt !== null) return refuse('ALREADY_SENT');
      if (state.delivery.mode !== 'post') return refuse('NOT_FOR_POST');
      return setDelivery({ type: 'set-delivery', mode: 'post', recipient: command.recipient }, ['post']);
    case 'need-supplement':
      if (state.supplement.status === 'needed') return refuse('SUPPLEMENT_ASKED');
      return done({ type: 'supplement-needed', note: command.note });
    case 'confirm-supplement':
      if (state.supplement.status !== 'needed') return refuse('SUPPLEMENT_NOT_ASKED');
      return done({ type: 'supplement-received' });
    case 'dispatch': {
      const barred = handOutRefusal(state, command.mediumSerial);
      if (barred) return barred;
      if (state.delivery.mode !== 'post' || !state.delivery.recipient) return refuse('NOT_FOR_POST');
      const parcel = checkParcel(command.carrier, command.trackingNumber);
      if ('refusal' in parcel) return parcel;
      // IT-25
      const own = servingPayee(context.programme.payees, state.organisation.creditCode)?.carrier;
      if (own && !own.written.some((name) => parcel.carrier.includes(name)))
        return refuse('CARRIER_NOT_OURS', { carrier: own.name }, 'carrier');
      if (invoiceToEnclose(state, context)) return refuse('INVOICE_TO_ENCLOSE');
      const { mediumSerial } = command;
      return done({ type: 'dispatched', ...parcel, mediumSerial }, ...leave(state, 'delivery', context));
    }
    case 'hand-over': {
      const barred = handOutRefusal(state, command.mediumSerial);
      if (barred) return barred;
      if (state.delivery.mode === 'post') return refuse('NOT_FOR_COLLECTION');
      const { collector, mediumSerial } = command;
      if (isUnsafe(collector)) return refuse('FIELD_UNSAFE', { label: { zh: '领取人', en: 'Collector' } }, 'collector');
      return done(
        { type: 'handed-over', collector: collector.trim(), mediumSerial },
        ...leave(state, 'delivery', context),
      );
    }
  }
}

/** What is on its way goes where it goes; and some programmes freeze the address at review (IT-18). */
function frozen(state: ApplicationState, { programme }: Context): Decision | undefined {
  if (state.delivery.dispatchedAt !== null) return refuse('ALREADY_SENT');
  const stage = stageOf(programme, state, 'delivery');
  if (!stage?.addressFrozenAtReview || state.delivery.mode === null) return undefined;
  const way: readonly ApplicationState['stage'][] = wayOf(programme, state);
  const passedReview = way.indexOf('review') < way.indexOf(state.stage);
  return passedReview ? refuse('ADDRESS_FROZEN') : undefined;
}

/** The seal is made only after its supplement came (JX-47), and only the medium made for this order leaves the house. */
function handOutRefusal(state: ApplicationState, mediumSerial: string): Decision | undefined {
  if (state.supplement.status === 'needed') return refuse('SUPPLEMENT_NEEDED');
  if (state.refund.status === 'requested' || state.refund.status === 'approved') return refuse('REFUND_OPEN');
  if (mediumSerial.trim() !== state.production.mediumSerial) return refuse('OTHER_MEDIUM', {}, 'mediumSerial');
  return undefined;
}

function setDelivery(command: CommandOf<'set-delivery'>, modes: readonly string[]): Decision {
  if (!modes.includes(command.mode)) return refuse('DELIVERY_MODE', {}, 'mode');
  if (command.mode === 'collect') return done({ type: 'delivery-set', mode: 'collect', recipient: null });
  if (!command.recipient) return refuse('RECIPIENT_MISSING', {}, 'recipient');
  const name = personName.normalise(command.recipient.name);
  if (!name.valid) return refuse('RECIPIENT_INVALID', { reason: explainFinding(name.findings) }, 'recipient.name');
  const number = mobile(command.recipient.mobile);
  if (!number.valid)
    return refuse('RECIPIENT_INVALID', { reason: explainFinding(number.findings) }, 'recipient.mobile');
  const { address, postcode } = command.recipient;
  if (isUnsafe(address) || isUnsafe(postcode ?? '')) {
    return refuse('FIELD_UNSAFE', { label: { zh: '收件地址', en: 'Address' } }, 'recipient.address');
  }
  const recipient: Recipient = { name: name.cleaned, mobile: number.cleaned, address: address.trim(), postcode };
  return done({ type: 'delivery-set', mode: 'post', recipient });
}

export function evolveDelivery(state: ApplicationState, event: DeliveryEvent, { at }: Recorded): ApplicationState {
  const { delivery } = state;
  switch (event.type) {
    case 'supplement-needed':
      return { ...state, supplement: { status: 'needed', note: event.note, since: at } };
    case 'supplement-received':
      return { ...state, supplement: { ...state.supplement, status: 'received' } };
    case 'delivery-set': {
      // The forms print where the certificate goes, so a change while they are filled in makes them outdated (JX-06).
      const dataVersion = state.stage === 'fill' && !state.review.returned ? state.dataVersion + 1 : state.dataVersion;
      return { ...state, dataVersion, delivery: { ...delivery, mode: event.mode, recipient: event.recipient } };
    }
    case 'dispatched': {
      const { carrier, trackingNumber } = event;
      return { ...state, delivery: { ...delivery, carrier, trackingNumber, dispatchedAt: at } };
    }
    case 'handed-over':
      return { ...state, delivery: { ...delivery, collectedBy: event.collector, dispatchedAt: at } };
  }
}
