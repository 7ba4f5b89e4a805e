import type { OnlineService, Programme, Project, StageKind, StageOf } from '@yinxin/programme';
import type { Actor, ApplicationEvent } from './events.ts';
import type { Refused } from './refusal.ts';
import type { ApplicationState } from './state.ts';

/** What a decision may look at besides the history. */
export interface Context {
  readonly programme: Programme;
  readonly now: Date;
  readonly actor: Actor;
  /** The organisation's name as registered now, and the template versions in force by form code. */
  readonly facts: { readonly organisationName: string; readonly templates: Readonly<Record<string, number>> };
}

export type Decision = { readonly events: readonly ApplicationEvent[] } | { readonly refusal: Refused };

export const done = (...events: readonly ApplicationEvent[]): Decision => ({ events });

/** The project of an order. Throws when the programme lost it: programmes may grow, never forget. */
export function projectOf(programme: Programme, state: Pick<ApplicationState, 'project'>): Project {
  const project = programme.projects.find((p) => p.code === state.project);
  if (!project) throw new Error(`programme ${programme.code} has no project ${state.project}`);
  return project;
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

/** What follows a stage in the programme's order. */
export function stageAfter(programme: Programme, state: ApplicationState, kind: StageKind): StageKind | 'finished' {
  const stages = serviceOf(programme, state).stages;
  const index = stages.findIndex((s) => s.kind === kind);
  return stages[index + 1]?.kind ?? 'finished';
}
