import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, type HeldCertificate, projectOf, serviceOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import texts from '../texts/subject-states.json' with { type: 'json' };

/** Certificates that can sign: in their holder's hands and neither suspended nor over. */
const SIGNING: readonly HeldCertificate['status'][] = ['activated', 'in-use'];

/** Each signature is a file kept with the history: who signs more often than any correction needs is asked to wait for help. */
const MOST_SIGNATURES = 20;

/** Whether the order can be signed with the certificate it is about instead of being stamped, now. */
export function signingRefusal(state: ApplicationState, { programme, facts, now }: Context): Decision | undefined {
  if (!serviceOf(programme, state).signing) return refuse('SIGNING_NOT_OFFERED');
  const { subject } = facts;
  if (!subject) return refuse('SUBJECT_NOT_YOURS');
  if (subject.notAfter <= now.toISOString() || subject.status === 'expired') return refuse('SUBJECT_EXPIRED');
  if (subject.status === 'ended') return refuse('SUBJECT_ENDED');
  return SIGNING.includes(subject.status) ? undefined : refuse('SUBJECT_STATE', { state: texts[subject.status] });
}

/** The room has verified the signature: over this data version, with the certificate the order is about. */
export function decideSigned(
  state: ApplicationState,
  command: CommandOf<'application-signed'>,
  context: Context,
): Decision {
  const refused = signingRefusal(state, context);
  if (refused) return refused;
  const { dataVersion, certificate, file, sha256 } = command;
  if (dataVersion !== state.dataVersion) {
    return refuse('STALE_DATA', { seen: dataVersion, now: state.dataVersion }, 'dataVersion');
  }
  // A second click, or an answer lost on its way: the first signature stands.
  if (state.signature !== null) return done();
  if ((state.signatures ?? 0) >= MOST_SIGNATURES) return refuse('SIGNED_TOO_OFTEN', { most: MOST_SIGNATURES });
  return done({ type: 'application-signed', dataVersion, certificate, file, sha256 });
}

/** The signature stands for what the order says now, and its certificate can still sign. */
export function isSigned(state: ApplicationState, context: Context): boolean {
  return state.signature?.dataVersion === state.dataVersion && signingRefusal(state, context) === undefined;
}

/** Why a signature no longer vouches for an order that is to be approved: its key was reported lost, or revoked, since. */
export function doubtRefusal({ signature }: ApplicationState, { facts }: Context): Decision | undefined {
  if (!signature?.submitted) return undefined;
  const status = facts.subject?.status;
  return status === 'suspended' || status === 'ended' ? refuse('SIGNATURE_DOUBTED') : undefined;
}

/** Everything that would be posted is a form that the signature stands for. */
export function needsNoPapers(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  if (!state.signature?.submitted) return false;
  return projectOf(programme, state).materials.every((spec) => !spec.paper || spec.unlessSigned);
}

export function evolveSigned(
  state: ApplicationState,
  event: EventOf<'application-signed'>,
  { at }: Recorded,
): ApplicationState {
  const { dataVersion, certificate, file, sha256 } = event;
  const signature = { at, dataVersion, certificate, file, sha256, submitted: false };
  return { ...state, signature, signatures: (state.signatures ?? 0) + 1 };
}
