import { CERTIFICATE_LIFE, type CertificateMove } from './certificate.ts';
import { type Life, trapsOf } from './life.ts';
import { MEDIUM_LIFE, type MediumMove } from './medium.ts';
import { SEAL_LIFE, type SealMove } from './seal.ts';

/** The three lives by name. */
export const LIVES = { certificate: CERTIFICATE_LIFE, medium: MEDIUM_LIFE, seal: SEAL_LIFE } as const;
export type LifeName = keyof typeof LIVES;

/** What an operator may say about lives: which moves are not made here. There is no way to write a move that is added. */
export interface LivesWithout {
  readonly certificate?: { readonly without: readonly CertificateMove[] } | undefined;
  readonly medium?: { readonly without: readonly MediumMove[] } | undefined;
  readonly seal?: { readonly without: readonly SealMove[] } | undefined;
}

/** A mistake in such a configuration. `path` is where it stands, `state` the state that became a trap. */
export type LifeMistake =
  | { readonly code: 'LIFE_UNKNOWN'; readonly path: string }
  | { readonly code: 'LIFE_ADDS'; readonly path: string }
  | { readonly code: 'LIFE_MOVE_UNKNOWN'; readonly path: string; readonly move: string }
  | { readonly code: 'LIFE_MOVE_TWICE'; readonly path: string; readonly move: string }
  | { readonly code: 'LIFE_STATE_TRAPPED'; readonly path: string; readonly state: string };

/** Checks a configuration from outside; an empty answer means it is a {@link LivesWithout}. Names every mistake. */
export function checkLives(lives: unknown): readonly LifeMistake[] {
  if (lives === undefined) return [];
  if (!isObject(lives)) return [{ code: 'LIFE_ADDS', path: '' }];
  return Object.entries(lives).flatMap(([name, rule]): readonly LifeMistake[] => {
    if (!isLifeName(name)) return [{ code: 'LIFE_UNKNOWN', path: name }];
    return rule === undefined ? [] : checkRule<string, string>(name, LIVES[name], rule);
  });
}

function checkRule<State extends string, Move extends string>(
  name: LifeName,
  life: Life<State, Move>,
  rule: unknown,
): readonly LifeMistake[] {
  if (!isObject(rule)) return [{ code: 'LIFE_ADDS', path: name }];
  const added = Object.keys(rule).filter((key) => key !== 'without');
  if (added.length > 0) return added.map((key) => ({ code: 'LIFE_ADDS', path: `${name}.${key}` }));
  const { without } = rule;
  if (!Array.isArray(without)) return [{ code: 'LIFE_ADDS', path: `${name}.without` }];
  const wrong = without.flatMap((move: unknown, index): readonly LifeMistake[] => {
    const path = `${name}.without.${index}`;
    if (!life.moves.some((one) => one === move)) return [{ code: 'LIFE_MOVE_UNKNOWN', path, move: String(move) }];
    return without.indexOf(move) < index ? [{ code: 'LIFE_MOVE_TWICE', path, move: String(move) }] : [];
  });
  if (wrong.length > 0) return wrong;
  const removed = life.moves.filter((move) => without.includes(move));
  return trapsOf(life, removed).map((state) => ({ code: 'LIFE_STATE_TRAPPED', path: `${name}.without`, state }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isLifeName = (name: string): name is LifeName => Object.hasOwn(LIVES, name);

/** A configuration that was checked, read as what it is; moves nobody knows are left out. */
export function livesOf(
  lives: {
    readonly [name in LifeName]?: { readonly without: readonly string[] } | undefined;
  },
): LivesWithout {
  const kept = <State extends string, Move extends string>(
    life: Life<State, Move>,
    rule: { readonly without: readonly string[] } | undefined,
  ) => ({ without: life.moves.filter((move) => rule?.without.includes(move)) });
  return {
    certificate: kept(LIVES.certificate, lives.certificate),
    medium: kept(LIVES.medium, lives.medium),
    seal: kept(LIVES.seal, lives.seal),
  };
}
