import { useParams, useRouter, useRouterState } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { z } from 'zod';

const BASE = '/console';
const Params = z.record(z.string(), z.string().optional());

/** Goes to a page of the console; `to` is written without `/console`. */
export function useGo(): (to: string, how?: 'push' | 'replace') => void {
  const router = useRouter();
  return (to, how = 'push') => router.history[how](BASE + to);
}

/** The address shown, without `/console` and without the query. */
export function usePath(): string {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const inside = path.startsWith(BASE) ? path.slice(BASE.length) : path;
  return inside === '' ? '/' : inside;
}

/** One parameter of the path. The route guarantees that it is there. */
export function useParam(name: string): string {
  const params: unknown = useParams({ strict: false });
  return Params.parse(params)[name] ?? '';
}

/** Filters and pages live in the address, so that a reload or a link shows the same list. */
export function useAddress(): {
  readonly get: (name: string) => string;
  readonly set: (changes: Readonly<Record<string, string | null>>) => void;
} {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const now = new URLSearchParams(search);
  return {
    get: (name) => now.get(name) ?? '',
    set: (changes) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      const text = next.toString();
      router.history.replace(window.location.pathname + (text ? `?${text}` : ''));
    },
  };
}

/** The page of a list named in the address, from 1. */
export function usePageNumber(): number {
  const page = Number(useAddress().get('page'));
  return Number.isInteger(page) && page > 0 ? page : 1;
}

/** A value of the address if it is one of the allowed ones. */
export function oneOf<T extends string>(allowed: readonly T[], value: string): T | undefined {
  return allowed.find((one) => one === value);
}

/** A link to a page of the console. */
export function Go({
  to,
  children,
  className,
  current,
}: {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
}) {
  const go = useGo();
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  }
  return (
    <a href={BASE + to} onClick={follow} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}
