import type { ApplicationView } from '@yinxin/contract';
import { maskMobile } from '@yinxin/identifiers';
import { type Context, projectOf, serviceOf, stageInWay, stageOf, wayOf } from '../engine/context.ts';
import { dataMark } from '../engine/data-mark.ts';
import type { Recorded } from '../engine/events.ts';
import { refuse } from '../engine/refusal.ts';
import { followsDefault, priceOn } from '../engine/stages/enter.ts';
import { withCatchUp } from '../engine/stages/fill.ts';
import { awaitsReceipt, mediaWanted } from '../engine/stages/install.ts';
import { invoiceDue } from '../engine/stages/invoice.ts';
import { isPrintClosed } from '../engine/stages/review.ts';
import { signingRefusal } from '../engine/stages/signing.ts';
import type { ApplicationState } from '../engine/state.ts';
import { clockOf, currentClock, waitingText } from '../engine/waiting.ts';
import { actions, worded } from './actions.ts';
import {
  addressView,
  clockView,
  fieldView,
  invoiceStatus,
  maskAddress,
  maskName,
  materialView,
  paymentState,
  type Reader,
  stateLabel,
} from './parts.ts';
import { timeline, wrongReason } from './timeline.ts';

/** An order as its organisation sees it; for staff (`reader`) with personal values masked. */
export function applicationView(
  stored: ApplicationState,
  history: readonly Recorded[],
  context: Context,
  reader: Reader = 'applicant',
): ApplicationView {
  const { programme, now } = context;
  const state = withCatchUp(stored, context);
  const project = projectOf(programme, state);
  const { payment, production, refund, review } = state;
  return {
    id: state.id,
    number: state.number,
    version: state.version,
    programme: state.programme,
    programmeVersion: state.programmeVersion,
    project: state.project,
    service: state.service,
    organisation: { ...state.organisation },
    business: serviceOf(programme, state).business,
    branch: state.branch ?? null,
    subject: state.subject && { ...state.subject },
    firstPin: firstPin(state, context),
    stage: state.stage,
    stages: wayOf(programme, state).map((kind) => ({ kind, state: stageOf(programme, state, kind)?.state ?? '' })),
    hold: state.hold && { reasons: [...state.hold.reasons], since: state.hold.since },
    state: stateLabel(state, programme),
    paymentState: paymentState(state),
    void: voidView(state, context),
    waiting: { ...waitingText(state, context), clock: clockView(currentClock(state, context), now) },
    createdAt: state.createdAt,
    submittedAt: state.submittedAt,
    dataVersion: state.dataVersion,
    dataMark: dataMark(state, project),
    signing: signingView(state, context),
    fields: project.fields.map((spec) => fieldView(state, programme, spec, reader)),
    materials: project.materials.map((spec) => materialView(state, programme, spec)),
    printing: isPrintClosed(state, programme) ? worded(refuse('PRINT_CLOSED').refusal) : null,
    price: copyPrice(state.price ?? priceOn(project, state, now)),
    payment: {
      chargeId: payment.chargeId,
      amountFen: payment.paidFen ?? state.price?.totalFen ?? null,
      paidAt: payment.paidAt,
      lastFailure: payment.failure ? { at: payment.failure.at, text: { ...payment.failure.text } } : null,
      attempts: payment.attempts,
    },
    papers: papersView(state, context),
    production: {
      status: state.stage === 'production' || production.status !== 'waiting' ? production.status : 'not-yet',
      mediumSerial: production.mediumSerial,
      passwordCard: production.passwordCard,
      madeAt: production.madeAt,
      certificates: production.certificates.map((c) => ({ ...c })),
    },
    supplement: {
      status: state.supplement.status,
      note: state.supplement.note,
      until: supplementUntil(state, context),
    },
    delivery: deliveryView(state, context, reader),
    ...holderView(state, context),
    invoice: {
      status: invoiceStatus(state),
      data: state.invoice.data,
      number: state.invoice.number,
      issuedAt: state.invoice.issuedAt,
      due: invoiceDue(state, programme, context.calendars)?.toISOString() ?? null,
      hasFile: state.invoice.file !== null,
      elsewhere: programme.invoice.elsewhere ?? null,
      parcel: state.invoice.parcel && { ...state.invoice.parcel },
    },
    refund: {
      status: refund.status,
      note: refund.note,
      answer: refund.answer,
      requestedAt: refund.requestedAt,
      hasLetter: refund.letter !== null,
    },
    reviewNote: review.note,
    actions: actions(state, context),
    timeline: timeline(history, state, programme, reader),
  };
}

/** Where the first PIN of the order's media is found; the sentence of the stage that hands them out (BJ-04). */
function firstPin(state: ApplicationState, { programme }: Context): ApplicationView['firstPin'] {
  const stage = stageInWay(programme, state, 'provision') ?? stageInWay(programme, state, 'production');
  return stage?.firstPin ?? null;
}

/** What the holder does with the medium. */
function holderView(
  state: ApplicationState,
  context: Context,
): Pick<ApplicationView, 'provision' | 'install' | 'activation' | 'binding' | 'unlock' | 'seal'> {
  const stage = stageOf(context.programme, state, 'install');
  const { items, ...sent } = state.provision;
  const { started, made, installed } = state.install;
  return {
    provision: { count: mediaWanted(state, context), items: items.map((item) => ({ ...item })), ...sent },
    install: stage
      ? {
          medium: stage.medium,
          proofs: [...stage.proofs],
          awaitsReceipt: awaitsReceipt(state, context),
          started: [...started],
          made: [...made],
          installed: [...installed],
        }
      : null,
    activation: { ...state.activation },
    binding: state.binding && { ...state.binding },
    unlock: { ...state.unlock },
    seal: { ...state.seal },
  };
}

function signingView(state: ApplicationState, context: Context): ApplicationView['signing'] {
  if (!serviceOf(context.programme, state).signing) return null;
  const refused = state.stage === 'fill' && !state.void ? signingRefusal(state, context) : refuse('NOT_EDITABLE');
  const { signature } = state;
  return {
    refusal: refused && 'refusal' in refused ? worded(refused.refusal) : null,
    signature: signature && {
      at: signature.at,
      dataVersion: signature.dataVersion,
      certificate: signature.certificate,
      submitted: signature.submitted,
    },
  };
}

function copyPrice(price: NonNullable<ApplicationState['price']>): ApplicationView['price'] {
  return { lines: price.lines.map((line) => ({ ...line, label: { ...line.label } })), totalFen: price.totalFen };
}

function voidView(state: ApplicationState, { programme }: Context): ApplicationView['void'] {
  if (!state.void) return null;
  const { wrong, reason, note, at } = state.void;
  const words = wrongReason(programme, state.void);
  return { wrong, reason, label: words.label, whatToDo: words.whatToDo, note, at };
}

function papersView(state: ApplicationState, { programme }: Context): ApplicationView['papers'] {
  const stage = stageOf(programme, state, 'papers');
  const { papers } = state;
  // JX-39: offered only while the papers may be posted.
  const open = state.stage === 'papers' && !state.void;
  const reached = open || papers.confirmedAt !== null || papers.postedAt !== null;
  return {
    instructions: open && stage ? stage.address : null,
    status: reached ? papers.status : 'not-yet',
    carrier: papers.carrier,
    trackingNumber: papers.trackingNumber,
    postedAt: papers.postedAt,
    confirmedAt: papers.confirmedAt,
    faults: papers.faults.map((fault) => {
      const words = stage?.reasons.find((r) => r.code === fault.reason);
      const label = words?.label ?? { zh: fault.reason, en: fault.reason };
      return { ...fault, label, whatToDo: words?.whatToDo ?? label };
    }),
  };
}

function supplementUntil(state: ApplicationState, context: Context): string | null {
  const { programme } = context;
  const clock = stageOf(programme, state, 'delivery')?.supplementClock;
  const { status, since } = state.supplement;
  if (status !== 'needed' || since === null || !clock) return null;
  return clockOf(context, 'authority', since, clock).promise;
}

function deliveryView(state: ApplicationState, context: Context, reader: Reader): ApplicationView['delivery'] {
  const { programme, facts } = context;
  const { mode, carrier, trackingNumber, dispatchedAt, collectedBy } = state.delivery;
  const follows = followsDefault(state, context);
  const recipient = follows ? (facts.defaultRecipient ?? null) : state.delivery.recipient;
  const shown =
    recipient && reader === 'staff'
      ? {
          name: maskName(recipient.name),
          mobile: maskMobile(recipient.mobile),
          address: maskAddress(recipient.address),
        }
      : recipient && addressView(recipient);
  // JX-46: said once the parcel is near, so that nobody asks in the afternoon.
  const near = mode === 'post' && (state.stage === 'delivery' || state.stage === 'finished');
  return {
    mode,
    recipient: shown,
    followsDefault: follows,
    carrier,
    trackingNumber,
    dispatchedAt,
    collectedBy,
    receivedAt: state.delivery.receivedAt,
    receivedBy: state.delivery.receivedBy,
    notice: near ? programme.courier.notice : null,
  };
}
