import type { Programme } from '@yinxin/programme';
import { decide } from '../../applications/engine/decide.ts';
import { Account } from '../../applications/testing/account.ts';
import { onward } from '../../applications/testing/onward.ts';

const DECISIONS = 20_000;

/** Median and 95th percentile of the next sensible decision, over orders in every stage of a programme, in µs. */
export function decisions(programme: Programme): {
  readonly p50: number;
  readonly p95: number;
  readonly stages: number;
} {
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
    // An order that asks for something nobody here does is left: the same decision over and over would be the whole figure.
    if (account.orders.get(open.id)?.version === open.version) account.orders.delete(open.id);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), stages: stages.size };
}
