import { z } from 'zod';
import { StepClock } from './duration.ts';
import { MaterialSpec } from './material.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import { clocksOf, materialListsOf, nameOf, pricesOf, textsOf, windowsOf } from './places.ts';
import type { PriceLine } from './price.ts';
import type { Programme } from './programme.ts';
import { Code, Day, isRealDay, LocalText } from './text.ts';

const Path = z.string().max(200);

/** A price from a day on; `fen: null`: not charged from that day on. */
export const PriceStep = z.strictObject({ from: Day, fen: z.number().int().nonnegative().max(100_000_000).nullable() });
export type PriceStep = z.infer<typeof PriceStep>;

/** What changes in a list of materials. */
export const MaterialChange = z.strictObject({
  retired: z.array(Code).max(50).default([]),
  required: z.record(Code, z.boolean()).default({}),
  added: z.array(MaterialSpec).max(20).default([]),
});
export type MaterialChange = z.infer<typeof MaterialChange>;

/**
 * What a house changes of a released programme, as data: whole values by their place (see `places.ts`). It says all that
 * differs from the release, not from the version before, so that a former version is published again by its patch.
 */
export const ProgrammePatch = z.strictObject({
  texts: z.record(Path, LocalText).default({}),
  clocks: z.record(Path, StepClock).default({}),
  windows: z.record(Code, z.number().int().positive().max(3660).nullable()).default({}),
  prices: z.record(Path, z.array(PriceStep).min(1).max(20)).default({}),
  materials: z.record(Path, MaterialChange).default({}),
});
export type ProgrammePatch = z.infer<typeof ProgrammePatch>;

export const EMPTY_PATCH: ProgrammePatch = ProgrammePatch.parse({});

/** The days and amounts of a price as steps; where it pauses, `fen: null`. */
export function stepsOf(lines: readonly PriceLine[]): PriceStep[] {
  const steps: PriceStep[] = [];
  for (const { from, fen, until } of lines) {
    if (steps.at(-1)?.from === from) steps.pop();
    steps.push({ from, fen });
    if (until !== undefined) steps.push({ from: until, fen: null });
  }
  return steps;
}

/** The released programme with the changes, still to be checked; throws nothing. {@link patchMistakes} says what is odd. */
export function patched(released: Programme, patch: ProgrammePatch, version: number): unknown {
  const replaced = replace(released, [], { ...patch.texts, ...patch.clocks });
  const owner = (kind: 'projects' | 'services') => (one: unknown) => {
    const at = `${kind}.${nameOf(one)?.key ?? ''}`;
    const entries: Record<string, unknown> = typeof one === 'object' && one !== null ? { ...one } : {};
    if (Array.isArray(entries.prices)) entries.prices = withPrices(entries.prices, `${at}.prices`, patch);
    const change = patch.materials[`${at}.materials`];
    if (change && Array.isArray(entries.materials)) entries.materials = withMaterials(entries.materials, change);
    const days = kind === 'services' ? patch.windows[nameOf(one)?.key ?? ''] : undefined;
    if (days !== undefined && typeof entries.subject === 'object') {
      const { window: _former, ...subject }: { window?: unknown } = { ...entries.subject };
      entries.subject = days === null ? subject : { ...subject, window: { opensDaysBefore: days } };
    }
    return entries;
  };
  const all: Record<string, unknown> = typeof replaced === 'object' && replaced !== null ? { ...replaced } : {};
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return {
    ...all,
    version,
    projects: list(all.projects).map(owner('projects')),
    services: list(all.services).map(owner('services')),
  };
}

/** Texts and clocks are replaced whole, wherever they stand. */
function replace(value: unknown, path: readonly string[], by: Readonly<Record<string, unknown>>): unknown {
  const here = path.join('.');
  if (Object.hasOwn(by, here)) return by[here];
  if (Array.isArray(value)) {
    return value.map((item, i) => replace(item, [...path, nameOf(item)?.key ?? String(i)], by));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner, [...path, key], by)]));
}

/** Each changed price stands where its first line stood, one line for each step. */
function withPrices(lines: readonly unknown[], at: string, { prices }: ProgrammePatch): unknown[] {
  const done = new Set<string>();
  return lines.flatMap((line) => {
    const code = nameOf(line)?.key ?? '';
    const steps = prices[`${at}.${code}`];
    if (!steps || typeof line !== 'object') return [line];
    if (done.has(code)) return [];
    done.add(code);
    return steps.flatMap(({ from, fen }, i) => {
      const next = steps[i + 1]?.from;
      return fen === null ? [] : [{ ...line, from, fen, until: next }];
    });
  });
}

function withMaterials(specs: readonly unknown[], { retired, required, added }: MaterialChange): unknown[] {
  const kept = specs.flatMap((spec) => {
    const code = nameOf(spec)?.key ?? '';
    if (retired.includes(code) || typeof spec !== 'object') return [];
    return [Object.hasOwn(required, code) ? { ...spec, required: required[code] } : spec];
  });
  return [...kept, ...added];
}

/** The changes without those of places the release does not have (any more), and materials it brings itself by now. */
export function pruned(released: Programme, patch: ProgrammePatch): ProgrammePatch {
  const only = <T>(given: Readonly<Record<string, T>>, known: readonly { readonly path: string }[]) =>
    Object.fromEntries(Object.entries(given).filter(([path]) => known.some((one) => one.path === path)));
  const lists = materialListsOf(released);
  const codes = (path: string) => lists.find((one) => one.path === path)?.value.map(({ code }) => code) ?? [];
  const changes = Object.entries(only(patch.materials, lists)).map(([path, { retired, required, added }]) => {
    const known = codes(path);
    const kept = Object.entries(required).filter(([code]) => known.includes(code));
    const left = retired.filter((code) => known.includes(code));
    const own = added.filter(({ code }) => !known.includes(code));
    return [path, { retired: left, required: Object.fromEntries(kept), added: own }] as const;
  });
  return {
    texts: only(patch.texts, textsOf(released)),
    clocks: only(patch.clocks, clocksOf(released)),
    windows: only(patch.windows, windowsOf(released)),
    prices: only(patch.prices, pricesOf(released)),
    materials: Object.fromEntries(changes),
  };
}

/** What is wrong with the changes themselves: places the release has not, days that are none. Paths are places. */
export function patchMistakes(
  released: Programme,
  patch: ProgrammePatch,
  forms: readonly string[],
): ProgrammeMistake[] {
  const unknown = (given: object, known: readonly { readonly path: string }[]) =>
    Object.keys(given)
      .filter((path) => !known.some((one) => one.path === path))
      .map((path) => mistake(path, 'change-unknown', { place: path }));
  const lists = materialListsOf(released);
  return [
    ...unknown(patch.texts, textsOf(released)),
    ...unknown(patch.clocks, clocksOf(released)),
    ...unknown(patch.windows, windowsOf(released)),
    ...unknown(patch.prices, pricesOf(released)),
    ...unknown(patch.materials, lists),
    ...Object.entries(patch.prices).flatMap(([path, steps]) => stepMistakes(path, steps)),
    ...lists.flatMap(({ path, value }) => materialMistakes(path, value, patch.materials[path], forms)),
  ];
}

function stepMistakes(path: string, steps: readonly PriceStep[]): ProgrammeMistake[] {
  return steps.flatMap(({ from }, i) => {
    const at = `${path}.${i}`;
    if (!isRealDay(from)) return [mistake(at, 'day-unreal', { day: from })];
    const before = steps[i - 1]?.from;
    return before !== undefined && before >= from ? [mistake(at, 'price-steps', { from })] : [];
  });
}

function materialMistakes(
  path: string,
  specs: readonly MaterialSpec[],
  change: MaterialChange | undefined,
  forms: readonly string[],
): ProgrammeMistake[] {
  if (!change) return [];
  const known = specs.map(({ code }) => code);
  const added = change.added.map(({ code }) => code);
  return [
    ...[...change.retired, ...Object.keys(change.required)]
      .filter((code) => !known.includes(code))
      .map((code) => mistake(`${path}.${code}`, 'change-unknown', { place: `${path}.${code}` })),
    ...added
      .filter((code, i) => known.includes(code) || added.indexOf(code) !== i)
      .map((name) => mistake(`${path}.${name}`, 'twice', { name })),
    ...change.added.flatMap(({ code, form }) =>
      form === undefined || forms.includes(form)
        ? []
        : [mistake(`${path}.${code}.form`, 'form-missing', { form, known: forms.join(', ') || '–' })],
    ),
  ];
}
