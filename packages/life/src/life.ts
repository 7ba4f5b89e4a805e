/** Who makes a move: the account that holds the thing, a member of staff, or the hall itself by date or by cause. */
export const MOVERS = ['applicant', 'staff', 'system'] as const;
export type Mover = (typeof MOVERS)[number];

/** One allowed move 动作: from where, to where, by whom, and the requirement that asks for it. */
export interface Row<State extends string, Move extends string> {
  readonly from: State;
  readonly move: Move;
  readonly to: State;
  readonly by: readonly Mover[];
  readonly requirement?: string;
}

/** A life 生命周期 as a table. What has no row is refused; from one state a move leads to one state only. */
export interface Life<State extends string, Move extends string> {
  readonly states: readonly State[];
  readonly moves: readonly Move[];
  readonly start: State;
  /** States a life may end in. There may still be a way on. */
  readonly ends: readonly State[];
  readonly rows: readonly Row<State, Move>[];
}

/** Why a move is refused: not from this state, not by this mover, or taken away by the operator. */
export type LifeRefusal = 'LIFE_MOVE_NOT_NOW' | 'LIFE_MOVE_NOT_YOURS' | 'LIFE_MOVE_NOT_OFFERED';

export type Allowed<State extends string> =
  | { readonly ok: true; readonly to: State }
  | { readonly ok: false; readonly code: LifeRefusal };

/** Whether a move may be made in a state by somebody, and where it leads. `removed`: moves the operator took away. */
export function allowed<State extends string, Move extends string>(
  life: Life<State, Move>,
  state: State,
  move: Move,
  by: Mover,
  removed: readonly Move[] = [],
): Allowed<State> {
  const row = life.rows.find((one) => one.from === state && one.move === move);
  if (!row) return { ok: false, code: 'LIFE_MOVE_NOT_NOW' };
  if (removed.includes(move)) return { ok: false, code: 'LIFE_MOVE_NOT_OFFERED' };
  if (!row.by.includes(by)) return { ok: false, code: 'LIFE_MOVE_NOT_YOURS' };
  return { ok: true, to: row.to };
}

/** The moves somebody may make in a state, in the order of the table. */
export function movesFrom<State extends string, Move extends string>(
  life: Life<State, Move>,
  state: State,
  by: Mover,
  removed: readonly Move[] = [],
): readonly Move[] {
  return life.moves.filter((move) => allowed(life, state, move, by, removed).ok);
}

/** Every state a thing in `state` can still come to, itself included. */
export function reachable<State extends string, Move extends string>(
  life: Life<State, Move>,
  state: State,
  removed: readonly Move[] = [],
): ReadonlySet<State> {
  const seen = new Set([state]);
  for (const from of seen) {
    for (const row of life.rows) if (row.from === from && !removed.includes(row.move)) seen.add(row.to);
  }
  return seen;
}

/** States that can be come to and from which no end can be reached any more: nobody could ever finish such a thing. */
export function trapsOf<State extends string, Move extends string>(
  life: Life<State, Move>,
  removed: readonly Move[] = [],
): readonly State[] {
  const inUse = reachable(life, life.start, removed);
  return life.states.filter(
    (state) => inUse.has(state) && !life.ends.some((end) => reachable(life, state, removed).has(end)),
  );
}
