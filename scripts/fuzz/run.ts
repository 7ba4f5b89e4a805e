import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { GmError, toHex } from '@yinxin/gm';
import { PkiError } from '@yinxin/pki';
import { type Mutant, mutate, type Seed, seedOf } from './mutate.ts';
import { randomFor } from './random.ts';
import type { Target } from './target.ts';

/** What one input may cost, in milliseconds. A slow one is asked again by processor time. */
export const MAX_MILLISECONDS = 50;
/** What may stay in memory after many inputs, garbage collected. */
export const MAX_GROWTH = 32 << 20;

const TRIES = 4;
const LOOK_AT_MEMORY = 20_000;

export interface Fault {
  readonly target: string;
  readonly index: number;
  readonly what: string;
  readonly how: string;
  /** First byte that differs from the well-formed input. */
  readonly at: number;
  /** Hexadecimal. */
  readonly input: string;
}

export interface Tally {
  cases: number;
  accepted: number;
  readonly refused: Map<string, number>;
  slowest: number;
}

export interface Report {
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Distinct ones, the first of each. */
  readonly faults: readonly Fault[];
  /** All. */
  readonly faultCount: number;
  /** Bytes of heap and buffers that stayed, after the first look. */
  readonly growth: number;
}

export interface Plan {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Told of each case before it runs. */
  readonly onCase?: (index: number) => void;
  /** Cases between two looks at the memory. */
  readonly lookEvery?: number;
}

interface Prepared {
  readonly target: Target;
  readonly seeds: readonly Seed[];
}

/** Chooses target, input and changes of every case from the seed and the number of the case alone. */
export function prepare(targets: readonly Target[]) {
  const ready = targets.map((target): Prepared => ({ target, seeds: target.corpus.map(seedOf) }));
  const drawn = ready.flatMap((one) => Array<Prepared>(one.target.weight).fill(one));
  return (seed: number, index: number): { readonly target: Target; readonly mutant: Mutant } => {
    const random = randomFor(seed, index);
    const { target, seeds } = random.pick(drawn);
    return { target, mutant: mutate(random.pick(seeds), seeds, random) };
  };
}

/** Why what was thrown is not a proper refusal; undefined when it is. */
function improper(error: unknown, input: Uint8Array): string | undefined {
  if (!(error instanceof GmError || error instanceof PkiError)) {
    const shown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const frame = error instanceof Error ? (error.stack?.split('\n')[1] ?? '').trim() : '';
    return `not a typed error: ${shown.slice(0, 200)} ${frame}`;
  }
  const { code, at } = error;
  const mustSayWhere = /^DER_|MALFORMED$/.test(code) && code !== 'DER_TOO_LONG';
  if (mustSayWhere && at === undefined) return `${code} does not say where: ${error.message}`;
  if (at !== undefined && !(Number.isInteger(at) && at >= 0 && at <= input.length)) return `${code} at ${at}`;
  return undefined;
}

/** Runs the cases one after the other in this thread. */
export async function runCases(
  targets: readonly Target[],
  { seed, from, to, onCase, lookEvery = LOOK_AT_MEMORY }: Plan,
): Promise<Report> {
  const choose = prepare(targets);
  const tallies = new Map<string, Tally>();
  const faults = new Map<string, Fault>();
  let faultCount = 0;
  let first: number | undefined;
  let growth = 0;

  for (let index = from; index < to; index++) {
    onCase?.(index);
    const { target, mutant } = choose(seed, index);
    const tally = tallies.get(target.name) ?? { cases: 0, accepted: 0, refused: new Map(), slowest: 0 };
    tallies.set(target.name, tally);
    tally.cases += 1;
    const fault = (what: string): void => {
      faultCount += 1;
      const name = `${target.name} ${what.replace(/[\d.]+/g, '#')}`;
      if (faults.has(name)) return;
      faults.set(name, {
        target: target.name,
        index,
        what,
        how: mutant.how,
        at: mutant.at,
        input: toHex(mutant.bytes),
      });
    };

    const once = async (): Promise<number> => {
      const began = performance.now();
      let error: unknown;
      let isRefused = false;
      try {
        const result = target.run(mutant.bytes);
        if (result instanceof Promise) await result;
      } catch (thrown) {
        isRefused = true;
        error = thrown;
      }
      const took = performance.now() - began;
      if (!isRefused) tally.accepted += 1;
      else {
        const what = target.neverThrows ? `throws ${String(error).slice(0, 200)}` : improper(error, mutant.bytes);
        if (what !== undefined) fault(what);
        const code = error instanceof GmError || error instanceof PkiError ? error.code : 'untyped';
        tally.refused.set(code, (tally.refused.get(code) ?? 0) + 1);
      }
      return took;
    };

    const most = target.mayTake ?? MAX_MILLISECONDS;
    let took = await once();
    for (let tries = 1; took > most && tries < TRIES; tries++) took = Math.min(took, await again(target, mutant));
    tally.slowest = Math.max(tally.slowest, took);
    if (took > most) fault(`takes ${took.toFixed(0)} ms`);

    if ((index - from) % lookEvery === lookEvery - 1) {
      const used = memory();
      first ??= used;
      growth = used - first;
      if (growth > MAX_GROWTH) fault(`${growth} bytes stay in memory`);
    }
  }
  return { tallies, faults: [...faults.values()], faultCount, growth };
}

/** Milliseconds of this thread's processor time, so that a busy machine is not taken for a slow reader. */
async function again(target: Target, { bytes }: Mutant): Promise<number> {
  const before = process.threadCpuUsage();
  try {
    await target.run(bytes);
  } catch {
    // Counted the first time.
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

let collect: (() => void) | undefined;

/** Bytes in use after collection. */
function memory(): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('gc');
    collect = typeof gc === 'function' ? () => gc() : () => {};
  }
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
