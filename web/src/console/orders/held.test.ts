import { expect, test, vi } from 'vitest';
import { type HeldState, Holding, NOTHING_HELD, UNDO_SECONDS } from './held.ts';

function start() {
  let state: HeldState = NOTHING_HELD;
  const holding = new Holding((next) => {
    state = next;
  });
  const decision = (number: string, send = vi.fn(async () => undefined)) => ({
    number,
    orderId: number,
    back: `/orders/${number}`,
    what: 'approve',
    send,
  });
  return { holding, decision, now: () => state };
}

test('a decision is sent only after ten seconds, and once', async () => {
  const { holding, decision, now } = start();
  const one = decision('A');
  holding.hold(one);
  for (let second = 1; second < UNDO_SECONDS; second += 1) holding.tick();
  expect(one.send).not.toHaveBeenCalled();
  expect(now().secondsLeft).toBe(1);
  holding.tick();
  holding.tick();
  await vi.waitFor(() => expect(now().sent?.number).toBe('A'));
  expect(one.send).toHaveBeenCalledTimes(1);
});

test('undo drops the decision', () => {
  const { holding, decision, now } = start();
  const one = decision('A');
  holding.hold(one);
  expect(holding.undo()).toBe(one);
  for (let second = 0; second <= UNDO_SECONDS; second += 1) holding.tick();
  expect(one.send).not.toHaveBeenCalled();
  expect(now()).toEqual(NOTHING_HELD);
});

test('a second decision sends the first at once', () => {
  const { holding, decision, now } = start();
  const one = decision('A');
  holding.hold(one);
  holding.hold(decision('B'));
  expect(one.send).toHaveBeenCalledTimes(1);
  expect(now().held?.number).toBe('B');
});

test('a refused decision is shown with its order', async () => {
  const { holding, decision, now } = start();
  const problem = new Error('stale');
  holding.hold(
    decision(
      'A',
      vi.fn(async () => Promise.reject(problem)),
    ),
  );
  holding.sendNow();
  await vi.waitFor(() => expect(now().failed).toMatchObject({ held: { number: 'A' }, problem }));
});
