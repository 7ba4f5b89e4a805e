import type { ApplicationView, ProgrammeView } from '@yinxin/contract';

type States = ProgrammeView['states'];
type Stages = ProgrammeView['services'][number]['stages'];

/** One place of the bar; without a label it is the end of a void order. */
export interface Step {
  readonly code: string;
  readonly label: States[number]['label'] | null;
  readonly place: 'past' | 'now' | 'later';
}

/**
 * The states an order passes, in their order. A state that no step leads to on the straight way (returned, wrong) is
 * shown only while it lasts, behind the step in which it happened. A void order ends there: nothing comes after.
 */
export function stepsOf(
  states: States,
  stages: Stages,
  view: Pick<ApplicationView, 'stage' | 'submittedAt'> & {
    readonly state: { readonly code: string };
    readonly void: unknown;
  },
): readonly Step[] {
  const straight = new Set(stages.map((stage) => stage.state));
  const last = states.at(-1)?.code;
  const chain = states.filter((state) => straight.has(state.code) || state.code === last);
  const happenedIn = view.stage === 'fill' && view.submittedAt !== null ? 'review' : view.stage;
  const before = stages.find((stage) => stage.kind === happenedIn)?.state;
  const after = chain.findIndex((state) => state.code === before) + 1;
  if (view.void !== null)
    return [
      ...chain.slice(0, after).map(({ code, label }) => ({ code, label, place: 'past' as const })),
      { code: 'void', label: null, place: 'now' },
    ];
  const here = states.filter((state) => state.code === view.state.code && !chain.includes(state));
  const all = [...chain.slice(0, after), ...here, ...chain.slice(after)];
  const now = all.findIndex((state) => state.code === view.state.code);
  return all.map(({ code, label }, at) => ({
    code,
    label,
    place: at < now ? 'past' : at === now ? 'now' : 'later',
  }));
}
