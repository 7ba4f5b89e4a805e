import { endpoints, type ProgrammeView, type ProjectView } from '@yinxin/contract';
import { useCall } from '../shared/api/index.ts';

/** Everything on offer; read once and kept for a quarter of an hour. */
export function useProgrammes() {
  return useCall(endpoints.catalogue.programmes, {}, { staleTime: 900_000 });
}

export interface Offer {
  readonly programme: ProgrammeView;
  readonly project: ProjectView;
}

/** Every project of every programme, in the order of the programmes. */
export function offersOf(programmes: readonly ProgrammeView[]): Offer[] {
  return programmes.flatMap((programme) => programme.projects.map((project) => ({ programme, project })));
}
