import type { ApplicationView, ProgrammeView } from '@yinxin/contract';

type States = ProgrammeView['states'];

/** One place of the bar; without a label it is the end of a void order. */
export interface Step {
  readonly code: string;
  readonly label: States[number]['label'] | null;
  readonly place: 'past' | 'now' | 'later';
}

/**
 * The states an order passes: those of its stages in their order, then the one it ends in. A state that no stage leads
 * to on the straight way (returned, wrong) is shown only while it lasts, behind the stage in which it happened. A void
 * order ends there: nothing comes after.
 */
export function stepsOf(
  states: States,
  finishedState: string | undefined,
  view: Pick<ApplicationView, 'stage' | 'stages' | 'submittedAt'> & {
    readonly state: { readonly code: string };
    readonly void: unknown;
  },
): readonly Step[] {
  const codes = new Set([...view.stages.map((stage) => stage.state), finishedState ?? states.at(-1)?.code]);
  const chain = [...codes].flatMap((code) => states.find((state) => state.code === code) ?? []);
  const happenedIn = view.stage === 'fill' && view.submittedAt !== null ? 'review' : view.stage;
  const before = view.stages.find((stage) => stage.kind === happenedIn)?.state;
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
