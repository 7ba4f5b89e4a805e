import { expect, test } from 'vitest';
import { chainOf } from './state-chain.ts';

const text = { zh: 'x', en: 'x' };
const states = ['draft', 'review', 'approved', 'rejected', 'issued'].map((code) => ({
  code,
  label: text,
  meaning: text,
}));
const stages = [
  { kind: 'fill', state: 'draft', clock: null },
  { kind: 'review', state: 'review', clock: null },
  { kind: 'payment', state: 'approved', clock: null },
];
const codes = (state: string, stage: Parameters<typeof chainOf>[2]['stage']) =>
  chainOf(states, stages, { stage, state: { code: state } }).map((one) => one.code);

test('the straight way leaves out what only happens when something is wrong', () => {
  expect(codes('review', 'review')).toEqual(['draft', 'review', 'approved', 'issued']);
});

test('[JX-30] a returned order stands behind the review and has not passed the approval', () => {
  expect(codes('rejected', 'fill')).toEqual(['draft', 'review', 'rejected', 'approved', 'issued']);
});

test('an order that ended after payment stands behind the payment', () => {
  expect(codes('rejected', 'payment')).toEqual(['draft', 'review', 'approved', 'rejected', 'issued']);
});
