import { creditCode } from '@yinxin/identifiers';
import type { Programme } from '@yinxin/programme';
import { type Decision, done } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState, ForBranch } from '../state.ts';
import { type OpeningContext, subjectRefusal } from './subject.ts';

/** What is asked for when an application is opened. */
export interface Opening {
  readonly id: string;
  readonly number: string;
  readonly project: string;
  readonly service: string;
  /** Whom it is for: the account's own organisation, or its branch. */
  readonly organisation: { readonly id: string; readonly creditCode: string; readonly name: string };
  /** The branch it is for; `not-yours` for one this account does not have. */
  readonly branch?: ForBranch | 'not-yours' | null;
  readonly regionConfirmed: boolean;
  /** The held certificate the business is about. */
  readonly subject?: string | null;
  /** The held certificate the session was opened with, still good and bound where that is demanded; null for any other. */
  readonly signedInWith?: string | null;
  /** Values known beforehand, e.g. the handler's mobile of the account. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Decides the opening of an application: only what is offered online (JX-16…18), with the region looked at (JX-22). */
export function decideOpen(opening: Opening, context: OpeningContext): Decision {
  const { programme, facts } = context;
  const barred = openingRefusal(opening, programme) ?? subjectRefusal(opening, context);
  if (barred) return barred;
  const { branch = null } = opening;
  if (branch === 'not-yours') return refuse('BRANCH_NOT_YOURS', {}, 'branch');
  const subject = opening.subject ? facts.subject : null;
  const { id, number, project, service, organisation, regionConfirmed, fields } = opening;
  return done({
    type: 'opened',
    id,
    number,
    programme: programme.code,
    programmeVersion: programme.version,
    project,
    service,
    organisation,
    templates: facts.templates,
    fields,
    regionConfirmed,
    branch,
    subject: subject && { holding: subject.id, mediumSerial: subject.mediumSerial, notAfter: subject.notAfter },
  });
}

function openingRefusal(opening: Opening, programme: Programme): Decision | undefined {
  const service = programme.services.find((s) => s.code === opening.service);
  if (!service) return refuse('SERVICE_UNKNOWN');
  if (service.channel === 'hall')
    return refuse('SERVICE_AT_HALL', { service: service.label, direction: service.direction });
  const project = programme.projects.find((p) => p.code === opening.project);
  if (!project) return refuse('PROJECT_UNKNOWN');
  if (project.services && !project.services.includes(service.code)) return refuse('SERVICE_NOT_FOR_PROJECT');
  // Later businesses follow the certificate, whatever is offered by now.
  if (opening.branch && service.business === 'new' && !project.branches)
    return refuse('BRANCH_NOT_OFFERED', {}, 'branch');
  const rule = project.region;
  if (!rule) return undefined;
  const inside = creditCode.isIn(opening.organisation.creditCode, rule.prefix);
  if (inside === (rule.expected === 'inside')) return undefined;
  if (rule.effect === 'refuse') return refuse('REGION_REFUSED', { message: rule.message });
  return opening.regionConfirmed ? undefined : refuse('REGION_WARNING', { message: rule.message });
}

/** What has not happened in any new order. */
export const notYet = {
  subject: null,
  signature: null,
  hold: null,
  provision: { items: [], carrier: null, trackingNumber: null, providedAt: null },
  install: { started: [], made: [], installed: [] },
  activation: { at: null },
  binding: null,
  unlock: { at: null },
  seal: { id: null, madeAt: null, installedAt: null },
} as const satisfies Partial<ApplicationState>;

/** The first state of an order. */
export function opened(event: EventOf<'opened'>, { version, at, actor }: Recorded): ApplicationState {
  const { id, number, programme, programmeVersion, project, service, organisation, templates } = event;
  const fields = Object.fromEntries(
    Object.entries(event.fields).map(([code, value]) => [code, { value, status: 'open' as const, fault: null }]),
  );
  return {
    id,
    number,
    version,
    programme,
    programmeVersion,
    project,
    service,
    organisation,
    branch: event.branch ?? null,
    createdAt: at,
    stage: 'fill',
    stageSince: at,
    firstSubmittedAt: null,
    submittedAt: null,
    dataVersion: 1,
    templates,
    fields,
    materials: {},
    review: { heldBy: null, returned: false, returnedItems: [], seen: null, note: null, passedAt: null },
    void: null,
    price: null,
    payment: {
      chargeId: null,
      pending: false,
      paidFen: null,
      paidAt: null,
      extra: [],
      attempts: 0,
      attemptId: null,
      failure: null,
    },
    papers: {
      status: 'to-post',
      carrier: null,
      trackingNumber: null,
      postedAt: null,
      faultyAt: null,
      confirmedAt: null,
      remindedAt: null,
      faults: [],
    },
    production: { status: 'waiting', mediumSerial: null, passwordCard: null, madeAt: null, certificates: [] },
    supplement: { status: 'none', note: null, since: null },
    delivery: {
      mode: null,
      recipient: null,
      carrier: null,
      trackingNumber: null,
      dispatchedAt: null,
      collectedBy: null,
      receivedAt: null,
      receivedBy: null,
    },
    ...notYet,
    subject: event.subject ?? null,
    invoice: { data: null, dataAt: null, number: null, file: null, issuedAt: null, reversal: null, parcel: null },
    refund: {
      status: 'none',
      note: null,
      account: null,
      answer: null,
      requestedAt: null,
      enteredBy: null,
      approvedBy: null,
      approvedAt: null,
      reference: null,
      letter: null,
    },
    contacts: [],
    enteredBy: actor.kind === 'staff' ? [actor.id] : [],
  };
}
