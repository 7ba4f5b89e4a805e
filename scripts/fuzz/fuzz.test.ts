import { equalBytes, fromHex, GmError, toHex } from '@yinxin/gm';
import { PkiError } from '@yinxin/pki';
import { describe, expect, it } from 'vitest';
import { makeCorpus } from './corpus.ts';
import { seedOf } from './mutate.ts';
import { MAX_MILLISECONDS, prepare, runCases } from './run.ts';
import { runOnThreads } from './spread.ts';
import type { Target } from './target.ts';
import { allTargets } from './targets.ts';
import { encodeTree } from './tree.ts';

const COUNT = Number(process.env.FUZZ_COUNT ?? 1_500);
const planted = (over: Partial<Target>): readonly Target[] => [
  { name: 'planted', weight: 1, corpus: [fromHex('3006020105020106')], run: () => undefined, ...over },
];
const whatIsSaid = async (over: Partial<Target>, to = 5) =>
  (await runCases(planted(over), { seed: 1, from: 0, to })).faults.map(({ what }) => what);

describe('changed inputs', () => {
  it(`end in a value or a typed error, in time: ${COUNT} of them over every reader`, async () => {
    const targets = allTargets();
    const { faults, tallies } = await runCases(targets, { seed: 20_268_918, from: 0, to: COUNT });
    expect(faults).toEqual([]);
    expect(tallies.size).toBe(targets.length);
    const [accepted, refused] = [...tallies.values()].reduce(
      ([a, r], tally) => [a + tally.accepted, r + tally.refused.size],
      [0, 0],
    );
    // Changed too little, they would all be read; too much, none would get past the first byte.
    expect(accepted).toBeGreaterThan(COUNT / 20);
    expect(accepted).toBeLessThan(COUNT * 0.8);
    expect(refused).toBeGreaterThan(targets.length);
  });

  it('are read unchanged, and are the same in every run', () => {
    const [one, other] = [makeCorpus(), makeCorpus()];
    expect(one).toEqual(other);
    const refusing = allTargets().filter(
      ({ name }) => !['PEM', 'SM2 public key', 'opening of a message'].includes(name),
    );
    for (const { corpus, run, name } of refusing) {
      for (const input of corpus) expect(() => run(input), name).not.toThrow();
    }
  });

  it('follow from the seed and the number of the case alone', () => {
    const [one, other] = [prepare(allTargets()), prepare(allTargets())];
    for (const index of [0, 7, 999_999]) {
      expect(toHex(one(3, index).mutant.bytes)).toBe(toHex(other(3, index).mutant.bytes));
    }
    const made = new Set(Array.from({ length: 200 }, (_, index) => toHex(one(4, index).mutant.bytes)));
    expect(made.size).toBeGreaterThan(180);
  });

  it('say where they were changed', () => {
    const choose = prepare(planted({}));
    const original = fromHex('3006020105020106');
    for (let index = 0; index < 100; index++) {
      const { bytes, at } = choose(1, index).mutant;
      expect(equalBytes(bytes.subarray(0, at), original.subarray(0, at))).toBe(true);
      if (!equalBytes(bytes, original)) expect(bytes[at]).not.toBe(original[at]);
    }
  });

  it('are taken apart and put together without loss', () => {
    const { certificates, crls, ocspResponses } = makeCorpus();
    for (const bytes of [...certificates, ...crls, ...ocspResponses]) {
      const { tree, nodes } = seedOf(bytes);
      expect(nodes.length).toBeGreaterThan(20);
      expect(toHex(encodeTree(tree))).toBe(toHex(bytes));
    }
  });
});

describe('a reader that misbehaves is found out when it', () => {
  it('throws something untyped', async () => {
    const run = () => {
      throw new TypeError('cannot read properties of undefined');
    };
    expect(await whatIsSaid({ run })).toEqual([expect.stringContaining('not a typed error: TypeError')]);
    expect(await whatIsSaid({ run: async () => run() })).toHaveLength(1);
  });

  it('refuses without saying where, or outside the input', async () => {
    const at = (place?: number) => () => {
      throw new PkiError('DER_TAG', 'unexpected tag', place);
    };
    expect(await whatIsSaid({ run: at() })).toEqual([expect.stringContaining('does not say where')]);
    expect(await whatIsSaid({ run: at(1 << 20) })).toEqual(['DER_TAG at 1048576']);
    expect(await whatIsSaid({ run: at(0) })).toEqual([]);
    const decryption = () => {
      throw new GmError('SM2_DECRYPT_FAILED', 'no place for this');
    };
    expect(await whatIsSaid({ run: decryption })).toEqual([]);
  });

  it('takes long', async () => {
    const run = () => {
      const before = process.threadCpuUsage();
      while (process.threadCpuUsage(before).user < (MAX_MILLISECONDS + 5) * 1000);
    };
    expect(await whatIsSaid({ run }, 1)).toEqual([expect.stringMatching(/^takes \d+ ms$/)]);
  });

  it('never ends, or takes its thread with it', async () => {
    const plan = { seed: 1, first: 40, count: 10, threads: 1 };
    const thread = (name: string) => new URL(`./testing/${name}-thread.ts`, import.meta.url);
    const hanging = await runOnThreads(plan, { thread: thread('hanging'), patience: 400 });
    const { target, mutant } = prepare(allTargets())(1, 42);
    expect(hanging.faults).toEqual([
      expect.objectContaining({ target: target.name, index: 42, at: mutant.at, what: 'does not end within 0.4 s' }),
    ]);
    const dying = await runOnThreads(plan, { thread: thread('dying') });
    expect(dying.faults.map(({ what }) => what)).toEqual(['ends the thread: out of everything']);
  });

  it('throws though it said it never would', async () => {
    const run = () => {
      throw new PkiError('DER_TAG', 'unexpected tag', 0);
    };
    expect(await whatIsSaid({ run, neverThrows: true })).toEqual([expect.stringContaining('throws')]);
  });

  it('keeps what it was given', async () => {
    const kept: Uint8Array[] = [];
    const run = () => {
      // Far more than what other tests in this thread may give back meanwhile.
      kept.push(new Uint8Array(400_000).fill(1));
    };
    const { faults, growth } = await runCases(planted({ run }), { seed: 1, from: 0, to: 300, lookEvery: 100 });
    expect(kept.length).toBeGreaterThanOrEqual(300);
    expect(growth).toBeGreaterThan(32 << 20);
    expect(faults.map(({ what }) => what)).toEqual([expect.stringContaining('stay in memory')]);
  });
});
