import type { z } from 'zod';
import { AssistantRefusal } from './problems.ts';

/** One thing the assistant can be asked: JSON from outside and the asking origin in, JSON out. */
export type Operation = (params: unknown, origin: string) => Promise<object>;

/** An operation whose parameters are checked first. Throws `E_REQUEST` naming the field that does not fit. */
export function operation<S extends z.ZodType>(
  shape: S,
  run: (params: z.output<S>, origin: string) => Promise<object>,
): Operation {
  return async (params, origin) => {
    const read = shape.safeParse(params ?? {});
    if (!read.success)
      throw new AssistantRefusal({ code: 'E_REQUEST', field: read.error.issues[0]?.path.join('.') ?? '' });
    return run(read.data, origin);
  };
}
