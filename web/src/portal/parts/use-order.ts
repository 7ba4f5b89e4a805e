import { useQueryClient } from '@tanstack/react-query';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { keyOf, useCall, useCommand } from '../../shared/api/index.ts';

/** One order, read again now and then while somebody else acts on it; what is shown never becomes older. */
export function useOrder(id: string) {
  return useCall(endpoints.applications.read, { params: { id } }, { refetchInterval: 30_000, versioned: true });
}

/** Puts an answered order in the place of the former one. */
export function useAdoptOrder(): (view: ApplicationView) => void {
  const queries = useQueryClient();
  return (view) => {
    queries.setQueryData(keyOf(endpoints.applications.read, { params: { id: view.id } }), view);
    void queries.invalidateQueries({ queryKey: [endpoints.applications.list.path] });
  };
}

/** A command of the applicant on one order; the answer replaces the order shown. */
export function useOrderCommand(onDone?: (view: ApplicationView) => void) {
  const adopt = useAdoptOrder();
  return useCommand(endpoints.applications.command, {
    onSuccess: (view) => {
      adopt(view);
      onDone?.(view);
    },
  });
}

/** May the applicant give this command now? */
export function isAllowed(view: ApplicationView, command: string): boolean {
  return view.actions.some((action) => action.command === command && action.refusal === null);
}
