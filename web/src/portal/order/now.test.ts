import { expect, test } from 'vitest';
import { nowOf } from './now.ts';

const order: Parameters<typeof nowOf>[0] = {
  stage: 'fill',
  paymentState: 'none',
  hold: null,
  void: null,
  submittedAt: null,
  papers: { status: 'not-yet' },
  supplement: { status: 'none' },
  delivery: { mode: 'post' },
};

test('[JX-32] a void order asks for nothing, not even payment', () => {
  expect(nowOf({ ...order, stage: 'payment', paymentState: 'awaiting', void: {} })).toBe('void');
});

test('[JX-30] a returned order asks for its returned items', () => {
  expect(nowOf({ ...order, submittedAt: '2026-11-22T00:00:00Z' })).toBe('returned');
});

test('[JX-39] papers are asked for only after payment', () => {
  expect(nowOf({ ...order, stage: 'payment', paymentState: 'awaiting' })).toBe('pay');
  expect(nowOf({ ...order, stage: 'papers', paymentState: 'paid', papers: { status: 'to-post' } })).toBe('post');
});

test('[JX-42] processing says which: posted, or faulty', () => {
  expect(nowOf({ ...order, stage: 'papers', papers: { status: 'posted' } })).toBe('posted');
  expect(nowOf({ ...order, stage: 'papers', papers: { status: 'faulty' } })).toBe('papers-faulty');
});

test('[JX-45][JX-47] a made certificate is collected or sent, unless the seal needs a supplement', () => {
  expect(nowOf({ ...order, stage: 'delivery' })).toBe('send');
  expect(nowOf({ ...order, stage: 'delivery', delivery: { mode: 'collect' } })).toBe('collect');
  expect(nowOf({ ...order, stage: 'delivery', supplement: { status: 'needed' } })).toBe('supplement');
});
