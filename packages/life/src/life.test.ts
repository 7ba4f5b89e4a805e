import { describe, expect, test } from 'vitest';
import {
  allowed,
  CERTIFICATE_MOVES,
  CERTIFICATE_STATES,
  type CertificateState,
  checkLives,
  isLive,
  LIVES,
  type Life,
  type LifeName,
  MOVERS,
  movesFrom,
  reachable,
  resumption,
  SEAL_STATES,
  sealFollows,
  sealMovesOf,
  trapsOf,
} from './index.ts';

/** Every table by itself, its states and moves only texts. */
const lives: readonly (readonly [LifeName, Life<string, string>])[] = [
  ['certificate', LIVES.certificate],
  ['medium', LIVES.medium],
  ['seal', LIVES.seal],
];
const every = lives.flatMap(([name, life]) =>
  life.states.flatMap((state) => life.moves.map((move) => [name, life, state, move] as const)),
);

/** The lives as the trade tells them, written apart from the tables. */
const TOLD = {
  certificate: [
    'requested made activated in-use suspended in-use superseded',
    'made suspended made',
    'activated suspended activated',
    'made in-use expired',
    'in-use revoked',
    'made superseded revoked',
    'requested withdrawn',
  ],
  medium: [
    'stock blank made shipped activated locked activated lost',
    'blank made activated returned stock',
    'shipped lost returned spoiled destroyed',
    'blank returned',
    'spoiled returned',
  ],
  seal: ['collected reviewed made installed suspended installed changed', 'collected stopped', 'suspended stopped'],
} as const;

describe.each(lives)('the life of a %s', (name, life) => {
  test('has one row for a state and a move, and names only its own states and moves', () => {
    const keys = life.rows.map(({ from, move }) => `${from} ${move}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { from, to, move, by } of life.rows) {
      expect(life.states).toContain(from);
      expect(life.states).toContain(to);
      expect(life.moves).toContain(move);
      expect(by.length).toBeGreaterThan(0);
    }
    expect(life.moves.filter((move) => !life.rows.some((row) => row.move === move))).toEqual([]);
  });

  test('every state can be come to, and is an end or has a way to one', () => {
    expect([...reachable(life, life.start)].toSorted()).toEqual([...life.states].toSorted());
    expect(trapsOf(life)).toEqual([]);
    for (const state of life.states) {
      const on = life.rows.some((row) => row.from === state && row.to !== state);
      expect(on || life.ends.includes(state), state).toBe(true);
    }
  });

  test.each(TOLD[name])('goes %s', (told) => {
    const steps = told.split(' ');
    for (const [index, to] of steps.entries()) {
      const from = steps[index - 1];
      if (from !== undefined) expect(life.rows.some((row) => row.from === from && row.to === to)).toBe(true);
    }
  });

  test.each(life.moves)('without %s, it names each state that became a trap and no other', (move) => {
    const traps = trapsOf(life, [move]);
    const mistakes = checkLives({ [name]: { without: [move] } });
    expect(mistakes).toEqual(traps.map((state) => ({ code: 'LIFE_STATE_TRAPPED', path: `${name}.without`, state })));
    for (const state of traps) expect(life.ends).not.toContain(state);
    // What is no trap has a way to an end that does not go over the move taken away.
    const alive = [...reachable(life, life.start, [move])].filter((state) => !traps.includes(state));
    for (const state of alive) {
      expect(
        life.ends.some((end) => reachable(life, state, [move]).has(end)),
        state,
      ).toBe(true);
    }
  });
});

test.each(every)('%s: $2 $3', (_name, life, state, move) => {
  const row = life.rows.find((one) => one.from === state && one.move === move);
  for (const by of MOVERS) {
    const outcome = allowed(life, state, move, by);
    if (row?.by.includes(by)) {
      expect(outcome).toEqual({ ok: true, to: row.to });
      expect(movesFrom(life, state, by)).toContain(move);
      expect(allowed(life, state, move, by, [move])).toEqual({ ok: false, code: 'LIFE_MOVE_NOT_OFFERED' });
    } else {
      expect(outcome).toEqual({ ok: false, code: row ? 'LIFE_MOVE_NOT_YOURS' : 'LIFE_MOVE_NOT_NOW' });
      expect(movesFrom(life, state, by)).not.toContain(move);
    }
  }
});

describe('what an operator may say', () => {
  test.each([
    [undefined],
    [{}],
    [{ certificate: undefined }],
    [{ certificate: { without: [] } }],
    [{ certificate: { without: ['suspend', 'resume'] }, medium: { without: ['restock'] } }],
  ])('%j is right', (lives) => {
    expect(checkLives(lives)).toEqual([]);
  });

  test.each([
    ['a life nobody has', { handle: { without: [] } }, [{ code: 'LIFE_UNKNOWN', path: 'handle' }]],
    ['a life from the prototype', { constructor: { without: [] } }, [{ code: 'LIFE_UNKNOWN', path: 'constructor' }]],
    ['a move added', { medium: { with: ['melt'], without: [] } }, [{ code: 'LIFE_ADDS', path: 'medium.with' }]],
    ['rows of its own', { seal: { rows: [] } }, [{ code: 'LIFE_ADDS', path: 'seal.rows' }]],
    ['a list in place of a rule', { seal: ['stop'] }, [{ code: 'LIFE_ADDS', path: 'seal' }]],
    ['a rule without its list', { seal: {} }, [{ code: 'LIFE_ADDS', path: 'seal.without' }]],
    ['a text', 'none', [{ code: 'LIFE_ADDS', path: '' }]],
    [
      'an unknown move',
      { seal: { without: ['melt'] } },
      [{ code: 'LIFE_MOVE_UNKNOWN', path: 'seal.without.0', move: 'melt' }],
    ],
    [
      'the same move twice',
      { seal: { without: ['collect', 'collect'] } },
      [{ code: 'LIFE_MOVE_TWICE', path: 'seal.without.1', move: 'collect' }],
    ],
    [
      'both ways out of spoiled',
      { medium: { without: ['keep', 'destroy'] } },
      [{ code: 'LIFE_STATE_TRAPPED', path: 'medium.without', state: 'spoiled' }],
    ],
  ])('%s is named', (_what, lives, mistakes) => {
    expect(checkLives(lives)).toEqual(mistakes);
  });
});

describe('a seal follows its certificate', () => {
  test.each(CERTIFICATE_MOVES.flatMap((move) => SEAL_STATES.map((state) => [state, move] as const)))(
    'a seal that is %s when its certificate makes the move %s',
    (state, move) => {
      const follows = sealFollows(state, move);
      const [first] = sealMovesOf(move);
      expect(follows?.move ?? first).toBe(first);
      if (follows) expect(follows.to).not.toBe(state);
    },
  );

  test.each([
    ['installed', 'suspend', 'suspended'],
    ['suspended', 'resume', 'installed'],
    ['suspended', 'resume-activated', 'installed'],
    ['installed', 'revoke', 'stopped'],
    ['suspended', 'revoke', 'stopped'],
    ['installed', 'expire', 'stopped'],
    ['made', 'supersede', 'changed'],
    ['collected', 'suspend', undefined],
    ['stopped', 'resume', undefined],
    ['installed', 'activate', undefined],
  ] as const)('%s, %s: %s', (state, move, to) => {
    expect(sealFollows(state, move)?.to).toBe(to);
  });
});

test('a suspension is no way around activation [PA-22]', () => {
  for (const before of ['made', 'activated', 'in-use'] satisfies CertificateState[]) {
    expect(allowed(LIVES.certificate, before, 'suspend', 'staff')).toEqual({ ok: true, to: 'suspended' });
    expect(allowed(LIVES.certificate, 'suspended', resumption(before), 'staff')).toEqual({ ok: true, to: before });
  }
});

test('living are those that sign, or may again', () => {
  expect(CERTIFICATE_STATES.filter(isLive)).toEqual(['made', 'activated', 'in-use', 'suspended']);
});
