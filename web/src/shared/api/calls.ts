import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type Answer, ApiProblem, type CallInput, call } from '@yinxin/client';
import type { Endpoint } from '@yinxin/contract';
import { useRef } from 'react';
import { newKey } from './idempotency-key.ts';
import { transport, uploadTransport } from './transport.ts';
import { newest } from './version.ts';

interface Loose {
  readonly params?: unknown;
  readonly query?: unknown;
}

/** The key under which an answer is kept; the path alone names every answer of that endpoint. */
export function keyOf<E extends Endpoint>(endpoint: E, input?: CallInput<E>): readonly unknown[] {
  const { params, query }: Loose = input ?? {};
  return input === undefined ? [endpoint.path] : [endpoint.path, params ?? null, query ?? null];
}

export interface CallOptions {
  readonly enabled?: boolean;
  /** Milliseconds between reads while the page is looked at. */
  readonly refetchInterval?: number | false;
  readonly staleTime?: number;
  /** Keep showing the former answer while the next page of a list loads. */
  readonly keepFormer?: boolean;
  /** The answer carries a `version`: one that is older than what is shown already came late and is dropped. */
  readonly versioned?: boolean;
}

/** Reads through a GET endpoint; repeated and cached by TanStack Query. */
export function useCall<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): UseQueryResult<Answer<E>> {
  const { keepFormer, versioned, ...rest } = options;
  return useQuery<Answer<E>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(transport, endpoint, { ...input, signal }),
    ...(versioned ? { structuralSharing: newest } : {}),
    ...(keepFormer ? { placeholderData: (former: Answer<E> | undefined) => former as never } : {}),
    ...rest,
  });
}

export interface CommandOptions<E> {
  /** Endpoints whose kept answers are read anew after success. */
  readonly refresh?: readonly Endpoint[];
  readonly onSuccess?: (answer: Answer<E>) => void;
  /** Share of an upload that was sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Did the server certainly answer? Otherwise the same key must be sent again, so that nothing happens twice. */
function isFinal(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.problem.status < 500;
}

/**
 * Acts through an endpoint. The idempotency key stays the same while the same input is retried after a lost answer,
 * and is made anew for every new input.
 */
export function useCommand<E extends Endpoint>(
  endpoint: E,
  options: CommandOptions<E> = {},
): UseMutationResult<Answer<E>, Error, CallInput<E>> {
  const queries = useQueryClient();
  const open = useRef<{ of: string; key: string } | null>(null);
  return useMutation<Answer<E>, Error, CallInput<E>>({
    mutationFn: async (input) => {
      const of = JSON.stringify([input.params, input.body, input.files?.map((one) => [one.name, one.bytes.size])]);
      if (open.current?.of !== of) open.current = { of, key: newKey() };
      const road = options.onProgress ? uploadTransport(options.onProgress) : transport;
      try {
        const answer = await call(road, endpoint, { ...input, idempotencyKey: open.current.key });
        open.current = null;
        return answer;
      } catch (problem) {
        if (isFinal(problem)) open.current = null;
        throw problem;
      }
    },
    onSuccess: async (answer) => {
      options.onSuccess?.(answer);
      await Promise.all((options.refresh ?? []).map((one) => queries.invalidateQueries({ queryKey: [one.path] })));
    },
  });
}
