import { endpoints, type ProgrammeView, type ProjectView } from '@yinxin/contract';
import { useCall } from '../shared/api/index.ts';
import { useLocal } from '../shared/language/index.ts';

/** Everything on offer; read once and kept for a quarter of an hour. */
export function useProgrammes(): readonly ProgrammeView[] {
  return useCall(endpoints.catalogue.programmes, {}, { staleTime: 900_000 }).data?.programmes ?? [];
}

/** The programme and project of an order. */
export function useOffer(programme: string, project: string): { programme?: ProgrammeView; project?: ProjectView } {
  const found = useProgrammes().find((one) => one.code === programme);
  const inside = found?.projects.find((one) => one.code === project);
  return { ...(found ? { programme: found } : {}), ...(inside ? { project: inside } : {}) };
}

/** All projects as choices of a filter. */
export function useProjectOptions(): { value: string; label: string }[] {
  const local = useLocal();
  return useProgrammes().flatMap((programme) =>
    programme.projects.map((project) => ({ value: project.code, label: local(project.name) })),
  );
}
