/**
 * `npm run bench rules`: what one decision of the rules costs, for every programme and stage, and what a hundred
 * programmes cost to load. Bounds of the plan: 20 µs for a decision, 200 ms for a hundred programmes.
 */
import { loadProgramme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { decisions } from '../server/src/whole/index.ts';

/** Milliseconds to parse and check a hundred programmes. */
function loading(): number {
  const sources = Array.from({ length: 100 }, (_, i) => structuredClone(programmes[i % programmes.length]));
  const began = performance.now();
  for (const source of sources) loadProgramme(source);
  return performance.now() - began;
}

/** Prints the table. */
export function benchRules(): void {
  for (const programme of programmes) {
    const { p50, p95, stages } = decisions(programme);
    const verdict = p95 < 20 ? 'held' : 'NOT held';
    console.log(
      `${programme.code.padEnd(16)} decide, ${stages} stages: median ${p50.toFixed(1)} µs, p95 ${p95.toFixed(1)} µs (bound 20: ${verdict})`,
    );
  }
  loading();
  const ms = loading();
  console.log(`loading 100 programmes: ${ms.toFixed(0)} ms (bound 200: ${ms < 200 ? 'held' : 'NOT held'})`);
}
