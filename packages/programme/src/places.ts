import { StepClock } from './duration.ts';
import type { MaterialSpec } from './material.ts';
import names from './place-names.json' with { type: 'json' };
import type { PriceLine } from './price.ts';
import type { Programme } from './programme.ts';
import { LocalText } from './text.ts';

/**
 * A place of a programme: where something stands, by names that stay when a list grows, e.g. `projects.science.audience`,
 * and how people call it. Items of lists go by code, slug or kind.
 */
export interface Place<T> {
  readonly path: string;
  readonly label: LocalText;
  readonly value: T;
}

/** Code, slug or kind of an item of a list, and what people call it. */
export function nameOf(item: unknown): { readonly key: string; readonly label: LocalText | undefined } | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const entries = new Map<string, unknown>(Object.entries(item));
  const key = entries.get('code') ?? entries.get('slug') ?? entries.get('kind');
  if (typeof key !== 'string') return undefined;
  const label = LocalText.safeParse(entries.get('label') ?? entries.get('name') ?? entries.get('title')).data;
  return { key, label: label ?? (entries.has('kind') ? wordOf(key) : undefined) };
}

const words = new Map<string, LocalText>(Object.entries(names));

/** What people call a key of a programme. */
export const wordOf = (key: string): LocalText => words.get(key) ?? { zh: key, en: key };

const named = (key: string): LocalText | undefined => words.get(key);

const joined = (outer: string, inner: string) =>
  outer === inner || outer.endsWith(` · ${inner}`) ? outer : `${outer} · ${inner}`;

/** Two names, one inside the other; a name is not said twice running. */
export const inside = (a: LocalText | undefined, b: LocalText | undefined): LocalText | undefined =>
  a && b ? { zh: joined(a.zh, b.zh), en: joined(a.en, b.en) } : (a ?? b);

/** Every value of a kind in a programme, with its place; nothing is looked for inside one that was found. */
function find<T>(programme: Programme, is: (value: unknown) => T | undefined): Place<T>[] {
  const found: Place<T>[] = [];
  const visit = (value: unknown, path: readonly string[], owner: LocalText | undefined): void => {
    const hit = is(value);
    if (hit !== undefined) {
      const own = wordOf(path.at(-1) ?? '');
      found.push({ path: path.join('.'), label: inside(owner, own) ?? own, value: hit });
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        const name = nameOf(item);
        visit(item, [...path, name?.key ?? String(i)], inside(owner, name?.label));
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        // Only parts of the whole programme are called by their key; below, the items' own names are enough.
        visit(inner, [...path, key], path.length === 0 && !Array.isArray(inner) ? named(key) : owner);
      }
    }
  };
  visit(programme, [], undefined);
  return found;
}

/** Every text that people read. */
export const textsOf = (programme: Programme): Place<LocalText>[] =>
  find(programme, (value) => LocalText.safeParse(value).data);

/** Every clock of a step of an order. Those of requests outside orders stay with the release. */
export const clocksOf = (programme: Programme): Place<StepClock>[] =>
  find(programme, (value) => StepClock.safeParse(value).data).filter(({ path }) => !path.startsWith('requests.'));

const owners = (programme: Programme) => [
  ...programme.projects.map((one) => ({ at: `projects.${one.code}`, name: one.name, list: one })),
  ...programme.services.flatMap((one) =>
    one.channel === 'online' ? [{ at: `services.${one.code}`, name: one.label, list: one }] : [],
  ),
];

/** Every price with its lines in the order of their days, e.g. at `projects.science.prices.fee`. */
export function pricesOf(programme: Programme): Place<readonly PriceLine[]>[] {
  return owners(programme).flatMap(({ at, name, list }) =>
    [...Map.groupBy(list.prices ?? [], ({ code }) => code)].flatMap(([code, lines]) => {
      const [first] = lines;
      const value = lines.toSorted((a, b) => (a.from < b.from ? -1 : 1));
      return first ? [{ path: `${at}.prices.${code}`, label: inside(name, first.label) ?? name, value }] : [];
    }),
  );
}

/** Every list of materials, e.g. at `projects.science.materials`. */
export function materialListsOf(programme: Programme): Place<readonly MaterialSpec[]>[] {
  return owners(programme).flatMap(({ at, name, list }) =>
    list.materials ? [{ path: `${at}.materials`, label: name, value: list.materials }] : [],
  );
}

/** Days before expiry from which each business about a certificate is open; null: at any time. By code of the service. */
export function windowsOf(programme: Programme): Place<number | null>[] {
  return programme.services.flatMap((one) =>
    one.channel === 'online' && one.subject
      ? [{ path: one.code, label: one.label, value: one.subject.window?.opensDaysBefore ?? null }]
      : [],
  );
}

/** The place of a mistake, which counts items of lists, by the names of the items: `projects.0.name` → `projects.x.name`. */
export function placeOf(source: unknown, counted: string): string {
  let at = source;
  const steps = counted === '' ? [] : counted.split('.');
  return steps
    .map((step) => {
      const item: unknown = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
      const key = Array.isArray(at) ? nameOf(item)?.key : undefined;
      at = item;
      return key ?? step;
    })
    .join('.');
}
