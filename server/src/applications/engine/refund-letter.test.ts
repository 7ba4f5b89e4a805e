import { addDuration } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { noticesOf } from '../effects.ts';
import { Player, worker } from '../testing/player.ts';
import { currentClock, tasksOf } from './waiting.ts';

const programme = programmes.find(({ code }) => code === 'pingan');
if (!programme) throw new Error('the programme is missing');
const asked = { type: 'enter-refund', note: '不办了', medium: 'returned' } as const;
const desk = worker('customer-service', 'c1');

test('[PA-49] fifteen working days from a right letter and the key; one with mistakes starts nothing and is told', () => {
  const order = new Player(programme, 'new').to('activation');
  const returned = { type: 'return-refund-letter', note: '没有手写签名' } as const;
  order.do(returned, desk);
  expect(order.state.refund).toMatchObject({ status: 'faulty', answer: '没有手写签名', requestedAt: null });
  expect(tasksOf(order.state, order).some(({ queue }) => queue === 'refunds')).toBe(false);
  const [notice] = noticesOf({ type: 'refund-letter-faulty', note: returned.note }, order.state, programme);
  expect(notice).toMatchObject({ template: 'refund-letter-faulty', params: { reason: '没有手写签名' } });
  order.later(3).do(asked, desk);
  const since = order.now;
  const promise = addDuration(since, { amount: 15, unit: 'working-days' }).toISOString();
  const task = tasksOf(order.state, order).find(({ queue }) => queue === 'refunds');
  expect(task).toMatchObject({ since: since.toISOString(), promise });
  // The promise reaches to the money, whenever it is approved.
  order.later(4).do({ type: 'approve-refund' }, worker('finance', 'f2'));
  expect(currentClock(order.state, order)).toMatchObject({ since: since.toISOString(), promise });
  expect(order.refusal(returned, desk)).toBe('REFUND_DECIDED');
});

test('[PA-49] a mistake found later stops the time', () => {
  const order = new Player(programme, 'new').to('activation').do(asked, desk);
  order.do({ type: 'return-refund-letter', note: '印章是打印的' }, worker('finance', 'f2'));
  expect(tasksOf(order.state, order).some(({ queue }) => queue === 'refunds')).toBe(false);
  expect(order.refusal({ type: 'approve-refund' }, worker('finance', 'f2'))).toBe('REFUND_NOT_REQUESTED');
});
