import { useQueryClient } from '@tanstack/react-query';
import { call } from '@yinxin/client';
import { endpoints, type StaffApplicationView, type StaffCommand } from '@yinxin/contract';
import { keyOf, transport, useCommand } from '../../shared/api/index.ts';

const { read, queues, queue, search, command } = endpoints.consoleApplications;
const REFRESH = [queues, queue, search, read];

/** Acts on the order as it was read; a stale reader is refused by the server. */
export function useOrderCommand(order: Pick<StaffApplicationView, 'id' | 'version'>, onDone?: () => void) {
  const queries = useQueryClient();
  const act = useCommand(command, {
    refresh: REFRESH,
    onSuccess: (answer) => {
      queries.setQueryData(keyOf(read, { params: { id: answer.id } }), answer);
      onDone?.();
    },
  });
  return {
    ...act,
    give: (given: StaffCommand) =>
      act.mutate({ params: { id: order.id }, body: { command: given, expectedVersion: order.version } }),
  };
}

/** Sends a command later, outside the page that gave it; the same key however often it is tried. */
export function useLaterCommand(order: Pick<StaffApplicationView, 'id' | 'version'>) {
  const queries = useQueryClient();
  return (given: StaffCommand) => {
    const idempotencyKey = crypto.randomUUID();
    return async () => {
      const body = { command: given, expectedVersion: order.version };
      try {
        await call(transport, command, { params: { id: order.id }, body, idempotencyKey });
      } finally {
        for (const one of REFRESH) void queries.invalidateQueries({ queryKey: [one.path] });
      }
    };
  };
}
