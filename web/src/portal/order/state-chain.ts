import type { ApplicationView, ProgrammeView } from '@yinxin/contract';

type States = ProgrammeView['states'];
type Stages = ProgrammeView['services'][number]['stages'];

/**
 * The states an order passes, in their order. A state that no step leads to on the straight way (returned, wrong) is
 * shown only while it lasts, behind the step in which it happened.
 */
export function chainOf(
  states: States,
  stages: Stages,
  view: Pick<ApplicationView, 'stage'> & { readonly state: { readonly code: string } },
): States {
  const straight = new Set(stages.map((stage) => stage.state));
  const last = states.at(-1)?.code;
  const chain = states.filter((state) => straight.has(state.code) || state.code === last);
  if (chain.some((state) => state.code === view.state.code)) return chain;
  const here = states.filter((state) => state.code === view.state.code);
  const happenedIn = view.stage === 'fill' ? 'review' : view.stage;
  const before = stages.find((stage) => stage.kind === happenedIn)?.state;
  const at = chain.findIndex((state) => state.code === before) + 1;
  return [...chain.slice(0, at), ...here, ...chain.slice(at)];
}
