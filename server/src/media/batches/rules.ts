import type { BATCH_ITEM_STATES } from '@yinxin/contract';

export type ItemState = (typeof BATCH_ITEM_STATES)[number];
export const ITEM_EVENTS = ['make', 'label', 'set-aside', 'bring-back', 'leave'] as const;
export type ItemEvent = (typeof ITEM_EVENTS)[number];

/** The way of an order through its batch. What is done stays done; what was left waits in the queue again. */
export const ITEM_LIFE: Readonly<Record<ItemState, Readonly<Partial<Record<ItemEvent, ItemState>>>>> = {
  waiting: { make: 'made', 'set-aside': 'set-aside', leave: 'left' },
  made: { label: 'done' },
  // Made by itself after all: the medium is there, and its label still to come.
  'set-aside': { 'bring-back': 'waiting', make: 'made' },
  done: {},
  left: {},
};

export function itemAfter(state: ItemState, event: ItemEvent): ItemState | undefined {
  return ITEM_LIFE[state][event];
}

/** A batch nobody touched for this long may be taken by another operator: theirs may have crashed, or gone home. */
export const AWAY_MS = 30 * 60_000;

export interface BatchStanding {
  readonly status: 'open' | 'closed';
  readonly operatorId: string | null;
  readonly touchedAt: Date;
}

/** Whether somebody may take a batch over now. */
export function mayTake(batch: BatchStanding, who: string, now: Date): boolean {
  if (batch.status === 'closed' || batch.operatorId === who) return false;
  return batch.operatorId === null || now.getTime() - batch.touchedAt.getTime() >= AWAY_MS;
}

/** Why somebody may not work on a batch; null when they may. */
export function refusesWork(batch: BatchStanding, who: string): 'BATCH_CLOSED' | 'BATCH_OF_ANOTHER' | null {
  if (batch.status === 'closed') return 'BATCH_CLOSED';
  return batch.operatorId === who ? null : 'BATCH_OF_ANOTHER';
}

/** The item to work on: a medium in hand without its label first, then the next order; undefined when all is settled. */
export function nextItem<T extends { readonly state: ItemState }>(items: readonly T[]): T | undefined {
  return items.find(({ state }) => state === 'made') ?? items.find(({ state }) => state === 'waiting');
}
