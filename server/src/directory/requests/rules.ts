import type { ClockView } from '@yinxin/contract';
import { addDuration, type StepClock } from '@yinxin/programme';
import type { z } from 'zod';
import type { problem } from '../problems.ts';

export type RequestStatus = 'open' | 'approved' | 'refused';

/** What a decision on a request looks at. */
export interface Decidable {
  readonly status: RequestStatus;
  /** The member of staff who entered it for a caller; null when the applicant did. */
  readonly enteredByStaff: string | null;
}

export interface Decision {
  readonly decision: 'approve' | 'refuse';
  readonly answer: string;
}

/** Why this person may not decide this request like that now, if so. Nobody decides on what they entered (JX-08, JX-14). */
export function refusalToDecide(
  request: Decidable,
  staffId: string,
  decision: Decision,
): Parameters<typeof problem>[0] | undefined {
  if (request.status !== 'open') return 'ALREADY_DECIDED';
  if (request.enteredByStaff === staffId) return 'OWN_ENTRY';
  if (decision.decision === 'refuse' && decision.answer.trim().length < 2) return 'ANSWER_NEEDED';
  return undefined;
}

/** The clock of an open request: calm under half of the target, soon under three quarters, urgent until it is over, then late. */
export function requestClock(
  since: Date,
  status: RequestStatus,
  step: StepClock,
  now: Date,
): z.input<typeof ClockView> | null {
  if (status !== 'open') return null;
  const target = addDuration(since, step.target);
  const part = (now.getTime() - since.getTime()) / (target.getTime() - since.getTime());
  const urgency = part < 0.5 ? 'calm' : part < 0.75 ? 'soon' : part <= 1 ? 'urgent' : 'late';
  return {
    actor: 'authority',
    since: since.toISOString(),
    target: target.toISOString(),
    promise: addDuration(since, step.promise).toISOString(),
    urgency,
  };
}
