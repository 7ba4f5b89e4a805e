import { endpoints } from '@yinxin/contract';
import { useCall } from '../../../shared/api/index.ts';

/** How the steps with one's own medium stand. */
export function useSteps(id: string) {
  return useCall(endpoints.selfService.read, { params: { id } }, { refetchInterval: 30_000 });
}
