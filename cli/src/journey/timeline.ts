import { writeFileSync } from 'node:fs';
import path from 'node:path';

export interface JourneyStep {
  readonly step: number;
  readonly who: string;
  readonly what: string;
  /** Milliseconds the step took. */
  readonly ms: number;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Prints each step as it happens and keeps it for `timeline.json`. */
export interface Timeline {
  step<T>(
    who: string,
    what: string,
    run: () => Promise<T>,
    facts?: (result: T) => Record<string, string | number>,
  ): Promise<T>;
  check(what: string, holds: boolean): void;
  /** A line that is neither step nor check. */
  say(line: string): void;
  save(dir: string, extra: Record<string, unknown>): void;
  readonly checks: readonly { readonly what: string; readonly holds: boolean }[];
}

/** A timeline that prints through `print`. A failing step is printed and its error goes on to the caller. */
export function timeline(print: (line: string) => void): Timeline {
  const steps: JourneyStep[] = [];
  const checks: { what: string; holds: boolean }[] = [];
  return {
    checks,
    say: (line) => print(`    ${line}`),
    async step(who, what, run, facts) {
      const began = performance.now();
      const step = steps.length + 1;
      try {
        const result = await run();
        const ms = Math.round(performance.now() - began);
        const found = facts?.(result) ?? {};
        steps.push({ step, who, what, ms, facts: found });
        const said = Object.entries(found).map(([k, v]) => `${k} ${v}`);
        print(`${String(step).padStart(2)}  ${who.padEnd(16)} ${[what, ...said].join(' · ')}  (${ms} ms)`);
        return result;
      } catch (error) {
        print(`${String(step).padStart(2)}  ${who.padEnd(16)} ${what}  FAILED`);
        throw error;
      }
    },
    check(what, holds) {
      checks.push({ what, holds });
      print(`    ${holds ? 'ok  ' : 'FAIL'} ${what}`);
    },
    save(dir, extra) {
      writeFileSync(path.join(dir, 'timeline.json'), `${JSON.stringify({ ...extra, steps, checks }, null, 2)}\n`);
    },
  };
}
