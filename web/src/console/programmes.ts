import { endpoints, type ProgrammeView, type ProjectView } from '@yinxin/contract';
import { useCall } from '../shared/api/index.ts';
import { useLocal } from '../shared/language/index.ts';
import { useProgrammeOf } from '../shared/programme.ts';

/** Everything on offer; read once and kept for a quarter of an hour. */
export function useProgrammes(): readonly ProgrammeView[] {
  return useCall(endpoints.catalogue.programmes, {}, { staleTime: 900_000 }).data?.programmes ?? [];
}

/** The programme and project of an order, in the version it was opened with. */
export function useOffer(order: {
  readonly programme: string;
  readonly programmeVersion: number;
  readonly project: string;
}): { programme?: ProgrammeView; project?: ProjectView } {
  const found = useProgrammeOf(order);
  const inside = found?.projects.find((one) => one.code === order.project);
  return { ...(found ? { programme: found } : {}), ...(inside ? { project: inside } : {}) };
}

/** All projects as choices of a filter. */
export function useProjectOptions(): { value: string; label: string }[] {
  const local = useLocal();
  return useProgrammes().flatMap((programme) =>
    programme.projects.map((project) => ({ value: project.code, label: local(project.name) })),
  );
}
