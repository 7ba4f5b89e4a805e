import {
  type Answers,
  amountOf,
  askedOf,
  type FieldRole,
  type OnlineService,
  type Programme,
  type Project,
  validityOf,
} from '@yinxin/programme';
import type { ApplicationState } from '../applications/index.ts';
import type { Subscriber } from '../issuance/index.ts';

/** An order read beside the programme it was opened in. */
export interface ReadOrder {
  readonly project: Project;
  readonly service: OnlineService;
  readonly answers: Answers;
}

/** Project, service and answers of an order. Throws when the programme lost them: programmes may grow, never forget. */
export function readOrder(state: ApplicationState, programme: Programme): ReadOrder {
  const project = programme.projects.find(({ code }) => code === state.project);
  const service = programme.services.find(({ code }) => code === state.service);
  if (!project || service?.channel !== 'online') {
    throw new Error(`programme ${programme.code} has no project ${state.project} with ${state.service}`);
  }
  const answers = Object.fromEntries(Object.entries(state.fields).map(([code, { value }]) => [code, value]));
  return { project, service, answers };
}

/** What an order answers to the field of a role; undefined when nothing is asked or answered. */
export function answerTo({ project, service, answers }: ReadOrder, role: FieldRole): string | undefined {
  const field = askedOf(project, service, answers).fields.find((one) => one.role === role);
  const value = field && answers[field.code]?.trim();
  return value === '' ? undefined : value;
}

/**
 * What the certificates of an order are made for: in the name it changes to, if that is its business, and valid as its
 * service says (PA-27, PA-29, PA-34).
 */
export function subscriberOf(state: ApplicationState, programme: Programme): Subscriber {
  const order = readOrder(state, programme);
  const { organisationalUnit } = order.project.certificate;
  return {
    applicationId: state.id,
    applicationNumber: state.number,
    organisationId: state.organisation.id,
    name: answerTo(order, 'organisation-name') ?? state.organisation.name,
    creditCode: state.organisation.creditCode,
    validity: validityFor(state, order),
    programme: state.programme,
    ...(organisationalUnit ? { organisationalUnit } : {}),
  };
}

function validityFor({ subject, number }: ApplicationState, { project, service, answers }: ReadOrder) {
  const validity = validityOf(project, service);
  if (validity.kind === 'years') return { kind: 'years', years: amountOf(validity.years, answers) } as const;
  if (!subject) throw new Error(`order ${number} is about no certificate`);
  const end = new Date(subject.notAfter);
  return {
    kind: 'until',
    notAfter: validity.kind === 'kept' ? end : later(end, amountOf(validity.years, answers)),
  } as const;
}

/** The same instant so many years later in Shanghai; 29 February becomes 1 March. */
function later(end: Date, years: number): Date {
  const shifted = new Date(end.getTime() + 8 * 3_600_000);
  shifted.setUTCFullYear(shifted.getUTCFullYear() + years);
  return new Date(shifted.getTime() - 8 * 3_600_000);
}
