import { useSearch } from '@tanstack/react-router';

/** Where to go after signing in: only places of this hall, never another site. */
export function useNextPage(fallback: string): string {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const { next } = search;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : fallback;
}

/** One value of the address's search as text. */
export function useSearchText(name: string): string {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const value = search[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
