/**
 * `npm run fuzz [-- --count N --from CASE --seed S --threads T --only CASE]`: changed inputs for every reader of bytes from outside.
 * A case is made from the seed and its number alone. Each must end in a value or a typed error, in time, in bounded memory;
 * a case that never ends is seen from outside and named. Exit code 1 when one did not.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { toHex } from '@yinxin/gm';
import { printFault, printReport } from './fuzz/print.ts';
import { prepare, runCases } from './fuzz/run.ts';
import { runOnThreads } from './fuzz/spread.ts';
import { allTargets } from './fuzz/targets.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string' },
  },
});

function whole(name: 'count' | 'from' | 'seed' | 'threads' | 'only', from: number): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= from) return value;
  console.error(`--${name} is a whole number from ${from}`);
  process.exit(2);
}

const seed = whole('seed', 0);
if (values.only === undefined) {
  const count = whole('count', 1);
  const began = performance.now();
  const report = await runOnThreads({ seed, first: whole('from', 0), count, threads: whole('threads', 1) });
  printReport(report, { seed, count, seconds: (performance.now() - began) / 1000 });
  process.exitCode = report.faults.length > 0 ? 1 : 0;
} else {
  const index = whole('only', 0);
  const { target, mutant } = prepare(allTargets())(seed, index);
  console.log(`case ${index} of seed ${seed}: ${target.name}, ${mutant.how}, changed from byte ${mutant.at}`);
  console.log(toHex(mutant.bytes));
  const { faults } = await runCases(allTargets(), { seed, from: index, to: index + 1 });
  for (const fault of faults) printFault(fault, seed);
  if (faults.length === 0) console.log('as it should be');
  process.exitCode = faults.length > 0 ? 1 : 0;
}
