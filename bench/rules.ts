/**
 * `npm run bench rules`: what one decision of the rules costs, for every programme and stage, and what a hundred
 * programmes cost to load. Bounds of the plan: 20 µs for a decision, 200 ms for a hundred programmes.
 */
import { loadProgramme, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { decide } from '../server/src/applications/engine/decide.ts';
import { Account } from '../server/src/applications/testing/account.ts';
import { onward } from '../server/src/applications/testing/onward.ts';

const DECISIONS = 20_000;

/** Median and 95th percentile of the next sensible decision, over orders in every stage of a programme, in µs. */
function decisions(programme: Programme): { readonly p50: number; readonly p95: number; readonly stages: number } {
  const account = new Account(programme);
  const stages = new Set<string>();
  const times: number[] = [];
  while (times.length < DECISIONS) {
    const open = [...account.orders.values()].find((o) => o.stage !== 'finished' && !o.void);
    if (!open) {
      account.orders.clear();
      account.holdings.clear();
      const [project] = programme.projects;
      const service = programme.services.find((s) => s.channel === 'online' && s.business === 'new');
      account.open(service?.code ?? '', project?.code ?? '', null);
      continue;
    }
    const next = onward(account, open);
    if (!next) throw new Error(`nothing to do in ${open.stage}`);
    const context = account.contextOf(open, next.actor);
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      decide(open, next.command, context);
      times.push((performance.now() - began) * 1000);
    }
    stages.add(open.stage);
    account.give(open, next.command, next.actor);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), stages: stages.size };
}

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
