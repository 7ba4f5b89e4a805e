import type { Fault, Report } from './run.ts';

const MOST_HEX = 4096;
const MOST_SHOWN = 10;

export function printFault({ target, index, what, how, at, input }: Fault, seed: number): void {
  console.log(`\nFAULT in ${target}: ${what}`);
  console.log(`  case ${index}: ${how}; changed from byte ${at} of ${input.length / 2}`);
  console.log(`  ${input.slice(0, MOST_HEX)}${input.length > MOST_HEX ? '…' : ''}`);
  console.log(`  again: npm run fuzz -- --seed ${seed} --only ${index}`);
}

/** The counts of every target, then what went wrong, first of its kind each. */
export function printReport(
  { tallies, faults, faultCount, growth }: Report,
  run: { readonly seed: number; readonly count: number; readonly seconds: number },
): void {
  console.log(
    `${'read by'.padEnd(30)} ${'cases'.padStart(8)} ${'accepted'.padStart(8)} ${'slowest'.padStart(8)}  refused as`,
  );
  for (const [name, { cases, accepted, slowest, refused }] of [...tallies].toSorted(([a], [b]) => a.localeCompare(b))) {
    const codes = [...refused].toSorted(([, a], [, b]) => b - a).slice(0, 4);
    const shown = codes.map(([code, count]) => `${code} ${count}`).join(', ');
    const numbers = [cases, accepted].map((value) => String(value).padStart(8)).join(' ');
    console.log(`${name.padEnd(30)} ${numbers} ${slowest.toFixed(1).padStart(5)} ms  ${shown}`);
  }
  const first = [...faults].toSorted((a, b) => a.index - b.index);
  for (const fault of first.slice(0, MOST_SHOWN)) printFault(fault, run.seed);
  const rate = (run.count / run.seconds).toFixed(0);
  console.log(
    `\nseed ${run.seed}, ${run.count} cases in ${run.seconds.toFixed(1)} s (${rate}/s), memory ${(growth / 1024).toFixed(0)} KiB`,
  );
  console.log(faultCount === 0 ? 'no faults' : `${faultCount} faults of ${faults.length} kinds`);
}
