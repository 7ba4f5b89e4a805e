import type { Project, StageKind } from '@yinxin/programme';
import { shanghaiDay } from '@yinxin/programme';
import { type Context, projectOf, stageAfter } from '../context.ts';
import type { ApplicationEvent } from '../events.ts';
import type { ApplicationState, PriceLineFixed } from '../state.ts';

/** The lines of the price book in force on the day of `now` in Shanghai, and their sum in fen (JX-29). */
export function priceOn(
  project: Project,
  now: Date,
): { readonly lines: readonly PriceLineFixed[]; readonly totalFen: number } {
  const day = shanghaiDay(now);
  const lines = project.prices
    .filter((line) => line.from <= day && (line.until === undefined || day < line.until))
    .map(({ code, label, fen }) => ({ code, label, fen }));
  return { lines, totalFen: lines.reduce((sum, line) => sum + line.fen, 0) };
}

/** Events that lead from a finished stage into the next; a price of zero needs no payment. */
export function leave(state: ApplicationState, kind: StageKind, context: Context): ApplicationEvent[] {
  const next = stageAfter(context.programme, state, kind);
  if (next !== 'payment') return [{ type: 'stage-entered', stage: next }];
  const price = priceOn(projectOf(context.programme, state), context.now);
  const fixed: ApplicationEvent = { type: 'price-fixed', ...price };
  if (price.totalFen === 0) return [fixed, ...leave(state, 'payment', context)];
  return [fixed, { type: 'stage-entered', stage: 'payment' }];
}
