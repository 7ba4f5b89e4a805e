import { endpoints, type ProgrammeView } from '@yinxin/contract';
import { useCall } from './api/index.ts';

/**
 * The programme of an order in the version it was opened with: usually the one on offer, else the former one, which never
 * changes. Undefined while it is being read.
 */
export function useProgrammeOf(
  order: { readonly programme: string; readonly programmeVersion: number } | undefined,
): ProgrammeView | undefined {
  const offered = useCall(endpoints.catalogue.programmes, {}, { staleTime: 900_000 }).data?.programmes;
  const newest = offered?.find((one) => one.code === order?.programme);
  const isNewest = newest !== undefined && newest.version === order?.programmeVersion;
  const params = { programme: order?.programme ?? '', version: order?.programmeVersion ?? 0 };
  const enabled = order !== undefined && offered !== undefined && !isNewest;
  const former = useCall(endpoints.catalogue.version, { params }, { enabled, staleTime: Number.POSITIVE_INFINITY });
  return isNewest ? newest : former.data;
}
