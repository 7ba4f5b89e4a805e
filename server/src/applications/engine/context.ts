import type { InvoiceData } from '@yinxin/contract';
import {
  type Answers,
  applies,
  askedOf,
  type CalendarIssue,
  type FieldRole,
  type OnlineService,
  type Programme,
  type Project,
  type StageKind,
  type StageOf,
  type SubjectState,
} from '@yinxin/programme';
import type { Actor, ApplicationEvent } from './events.ts';
import type { Refused } from './refusal.ts';
import type { ApplicationState, Recipient } from './state.ts';

/** A certificate the account holds, as the rules need to know it. */
export interface HeldCertificate {
  readonly id: string;
  readonly programme: string;
  readonly project: string;
  /** `undefined`-free: what is over is `ended`. */
  readonly status: SubjectState | 'requested' | 'ended';
  readonly notAfter: string;
  readonly mediumSerial: string | null;
  /** Name on the seal it carries. */
  readonly sealName: string | null;
  /** Its medium is locked: nothing is done with it before it is unlocked (IT-17). */
  readonly mediumLocked?: boolean;
  /** Number of another business that is open on it (BJ-33). */
  readonly running: string | null;
  /** What the latest business of this certificate knew about its handler, by role. */
  readonly lastHandler: Readonly<Partial<Record<FieldRole, string>>> | null;
}

/** What the house knows besides the history, at the moment of the decision. */
export interface Facts {
  /** The organisation's name as registered now. */
  readonly organisationName: string;
  /** Template versions in force by form code. */
  readonly templates: Readonly<Record<string, number>>;
  /** The certificate the business is about, as it stands now; null when there is none or it is another account's. */
  readonly subject: HeldCertificate | null;
  /** The organisation owes for something else (IT-19). */
  readonly arrears: boolean;
  /** The account's default address, where the order goes there (IT-18). */
  readonly defaultRecipient?: Recipient | null;
  /** Kinds of invoice the payer may have (IT-33, IT-35); absent where the programme alone decides. */
  readonly invoiceKinds?: readonly InvoiceData['kind'][] | 'not-confirmed';
}

/** What a decision may look at besides the history. */
export interface Context {
  readonly programme: Programme;
  /** The house's own working days, oldest issue first; only the national table without them. */
  readonly calendars?: readonly CalendarIssue[];
  readonly now: Date;
  readonly actor: Actor;
  readonly facts: Facts;
}

export type Decision = { readonly events: readonly ApplicationEvent[] } | { readonly refusal: Refused };

export const done = (...events: readonly ApplicationEvent[]): Decision => ({ events });

type Ordered = Pick<ApplicationState, 'project' | 'service' | 'fields'>;

/** The answers of an order, by field code. */
export function answersOf(state: Pick<ApplicationState, 'fields'>): Answers {
  const answers: Record<string, string> = {};
  for (const code in state.fields) answers[code] = state.fields[code]?.value ?? '';
  return answers;
}

/**
 * The project of an order with what its service asks for, given its answers. Throws when the programme lost it:
 * programmes may grow, never forget.
 */
export function projectOf(programme: Programme, state: Ordered): Project {
  const known = asked.get(state.fields);
  if (known?.programme === programme && known.code === state.project && known.service === state.service)
    return known.project;
  const { project: code, service } = state;
  const project = projectAsked(programme, state);
  asked.set(state.fields, { programme, code, service, project });
  return project;
}

/** What was asked of answers, as long as these are held: one decision needs it several times. */
const asked = new WeakMap<
  ApplicationState['fields'],
  { readonly programme: Programme; readonly code: string; readonly service: string; readonly project: Project }
>();

function projectAsked(programme: Programme, state: Ordered): Project {
  const project = programme.projects.find((p) => p.code === state.project);
  if (!project) throw new Error(`programme ${programme.code} has no project ${state.project}`);
  return { ...project, ...askedOf(project, serviceOf(programme, state), answersOf(state)) };
}

export function serviceOf(programme: Programme, state: Pick<ApplicationState, 'service'>): OnlineService {
  const service = programme.services.find((s) => s.code === state.service);
  if (service?.channel !== 'online')
    throw new Error(`programme ${programme.code} has no online service ${state.service}`);
  return service;
}

/** The stage of a kind in the order's service, if it has one. */
export function stageOf<K extends StageKind>(
  programme: Programme,
  state: Pick<ApplicationState, 'service'>,
  kind: K,
): StageOf<K> | undefined {
  return serviceOf(programme, state).stages.find((s): s is StageOf<K> => s.kind === kind);
}

/** The kinds of stage the order goes through with its answers, in order; the last is followed by `finished`. */
export function wayOf(programme: Programme, state: Pick<ApplicationState, 'service' | 'fields'>): readonly StageKind[] {
  const { stages } = serviceOf(programme, state);
  const known = ways.get(stages);
  if (known !== undefined) return known;
  if (stages.some((stage) => stage.when !== undefined)) {
    const answers = answersOf(state);
    return stages.flatMap((stage) => (applies(stage, answers) ? [stage.kind] : []));
  }
  const way = stages.map((stage) => stage.kind);
  ways.set(stages, way);
  return way;
}

/** The ways of services whose stages follow from no answer. */
const ways = new WeakMap<OnlineService['stages'], readonly StageKind[]>();

/** The stage of a kind, where the order goes through it with its answers. */
export function stageInWay<K extends StageKind>(
  programme: Programme,
  state: Pick<ApplicationState, 'service' | 'fields'>,
  kind: K,
): StageOf<K> | undefined {
  return wayOf(programme, state).includes(kind) ? stageOf(programme, state, kind) : undefined;
}

/** What follows a stage in the order's own way. */
export function stageAfter(
  programme: Programme,
  state: Pick<ApplicationState, 'service' | 'fields'>,
  kind: StageKind,
): StageKind | 'finished' {
  const way = wayOf(programme, state);
  return way[way.indexOf(kind) + 1] ?? 'finished';
}
