import { type OnlineService, shanghaiDay } from '@yinxin/programme';
import { type Context, type Decision, type HeldCertificate, serviceOf, stageOf } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import texts from '../texts/subject-states.json' with { type: 'json' };

interface Asked {
  readonly project: string;
  readonly service: string;
  readonly subject?: string | null;
  readonly signedInWith?: string | null;
}

/** What may be known at the opening besides: the account's living certificates and open first applications. */
export interface OpeningContext extends Pick<Context, 'programme' | 'facts' | 'now'> {
  readonly living: readonly Pick<HeldCertificate, 'programme' | 'project' | 'status'>[];
  /** Numbers of the account's open applications that will make a certificate of the same project. */
  readonly applying: readonly string[];
  /** First applications the account began and never handed in. */
  readonly drafts?: number;
}

/** First applications an account may have begun and not handed in: one for each branch of a large one. */
export const MOST_DRAFTS = 200;

/** Whether the account may begin this business with this certificate, or with none (PA-02, PA-07, PA-08, PA-24). */
export function subjectRefusal(opening: Asked, context: OpeningContext): Decision | undefined {
  const { programme, facts } = context;
  const service = serviceOf(programme, opening);
  if (service.business === 'new') return secondRefusal(opening, context);
  const { subject } = facts;
  if (!opening.subject) return refuse('SUBJECT_MISSING', {}, 'subject');
  if (!subject || subject.programme !== programme.code || subject.project !== opening.project) {
    return refuse('SUBJECT_NOT_YOURS', {}, 'subject');
  }
  const barred = certificateRefusal(subject, service, context);
  if (barred) return barred;
  // PA-01
  const isSignedIn = service.signIn === undefined || opening.signedInWith === subject.id;
  return isSignedIn ? undefined : refuse('CERTIFICATE_SESSION_NEEDED', { service: service.label });
}

/** A draft lies as long as it likes: what it is about is looked at again when it is handed in for the first time. */
export function submissionRefusal(state: ApplicationState, context: Context): Decision | undefined {
  if (!state.subject || state.firstSubmittedAt !== null) return undefined;
  const { subject } = context.facts;
  if (!subject) return refuse('SUBJECT_NOT_YOURS', {}, 'subject');
  return certificateRefusal(subject, serviceOf(context.programme, state), context);
}

/**
 * Whether the certificate on the holder's own medium may no longer vouch for what is to be written beside it: it was
 * revoked or suspended after the order was opened. `undefined` when it may.
 */
export function voucherRefusal(state: ApplicationState, { programme, facts }: Context): Decision | undefined {
  const { subject } = facts;
  if (!subject || stageOf(programme, state, 'install')?.medium !== 'same') return undefined;
  // What the order itself replaced is over because of it.
  if (state.install.made.length > 0 || serviceOf(programme, state).old === 'superseded-at-approval') return undefined;
  if (subject.status === 'ended') return refuse('SUBJECT_ENDED');
  return subject.status === 'suspended' ? refuse('SUBJECT_STATE', { state: texts.suspended }) : undefined;
}

function secondRefusal(
  opening: Asked,
  { programme, living, applying, drafts = 0 }: OpeningContext,
): Decision | undefined {
  if (drafts >= MOST_DRAFTS) return refuse('DRAFTS_TOO_MANY', { most: MOST_DRAFTS });
  const project = programme.projects.find((p) => p.code === opening.project);
  if (!project?.oneCertificate) return undefined;
  const held = living.some((one) => one.project === opening.project && !['ended', 'expired'].includes(one.status));
  if (held) return refuse('CERTIFICATE_HELD');
  const [number] = applying;
  return number === undefined ? undefined : refuse('ALREADY_APPLYING', { number });
}

function certificateRefusal(
  subject: HeldCertificate,
  service: OnlineService,
  { programme, now }: Pick<OpeningContext, 'programme' | 'now'>,
): Decision | undefined {
  const rule = service.subject;
  if (!rule) return undefined;
  if (subject.notAfter <= now.toISOString() && !rule.states.includes('expired')) {
    const instead = programme.services.find((s) => s.code === rule.expired?.service)?.label;
    return instead ? refuse('SUBJECT_EXPIRED_SO', { service: instead }) : refuse('SUBJECT_EXPIRED');
  }
  if (subject.status === 'ended') return refuse('SUBJECT_ENDED');
  if (subject.status === 'requested' || !rule.states.includes(subject.status)) {
    return refuse('SUBJECT_STATE', { state: texts[subject.status] });
  }
  // IT-17: a reissue takes the place of the key and does not use it.
  if (subject.mediumLocked && service.business !== 'unlock' && service.business !== 'reissue')
    return refuse('MEDIUM_LOCKED');
  if (subject.running !== null) return refuse('BUSINESS_RUNNING', { number: subject.running });
  if (rule.seal === 'with' && subject.sealName === null) return refuse('NO_SEAL_YET');
  if (rule.seal === 'without' && subject.sealName !== null) return refuse('SEAL_THERE', { name: subject.sealName });
  const opens = opensOn(subject, service);
  return opens !== null && shanghaiDay(now) < opens ? refuse('WINDOW_NOT_YET', { day: opens }) : undefined;
}

/** First day in Shanghai on which a business with a window is open; `null` where there is none. */
export function opensOn(subject: Pick<HeldCertificate, 'notAfter'>, service: OnlineService): string | null {
  const days = service.subject?.window?.opensDaysBefore;
  return days === undefined ? null : shanghaiDay(new Date(Date.parse(subject.notAfter) - days * 86_400_000));
}
