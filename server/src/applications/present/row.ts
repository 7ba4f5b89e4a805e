import type { ApplicationRow } from '@yinxin/contract';
import { type Context, projectOf } from '../engine/context.ts';
import type { ApplicationState } from '../engine/state.ts';
import { currentClock, waitingText } from '../engine/waiting.ts';
import { clockView, maskName, paymentState, type Reader, stateLabel } from './parts.ts';

/** One line of a list of orders (JX-49). */
export function applicationRow(
  state: ApplicationState,
  { programme, now }: Pick<Context, 'programme' | 'now'>,
  reader: Reader,
): ApplicationRow {
  const { papers, delivery } = state;
  const recipient = delivery.recipient?.name ?? delivery.collectedBy;
  return {
    id: state.id,
    number: state.number,
    programme: state.programme,
    project: state.project,
    projectName: projectOf(programme, state).name,
    applicantName: state.organisation.name,
    state: stateLabel(state, programme),
    void: state.void !== null,
    paymentState: paymentState(state),
    papersIn: papers.trackingNumber,
    parcelOut: delivery.trackingNumber,
    submittedAt: state.submittedAt,
    recipient: recipient !== null && reader === 'staff' ? maskName(recipient) : recipient,
    waiting: waitingText(state, { programme }).text,
    clock: clockView(currentClock(state, { programme }), now),
  };
}
