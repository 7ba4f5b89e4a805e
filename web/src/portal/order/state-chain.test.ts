import { expect, test } from 'vitest';
import { stepsOf } from './state-chain.ts';

const text = { zh: 'x', en: 'x' };
const states = ['draft', 'review', 'approved', 'rejected', 'issued'].map((code) => ({
  code,
  label: text,
  meaning: text,
}));
type View = Parameters<typeof stepsOf>[2];
const stages = [
  { kind: 'fill', state: 'draft' },
  { kind: 'review', state: 'review' },
  { kind: 'payment', state: 'approved' },
] satisfies View['stages'];
const shown = (code: string, stage: View['stage'], more: Partial<View> = {}) =>
  stepsOf(states, undefined, {
    stage,
    stages,
    state: { code },
    submittedAt: '2026-03-02T01:00:00Z',
    void: null,
    ...more,
  }).map((step) => `${step.place} ${step.label === null ? 'ended' : step.code}`);

test('the straight way leaves out what only happens when something is wrong', () => {
  expect(shown('review', 'review')).toEqual(['past draft', 'now review', 'later approved', 'later issued']);
});

test('[JX-30] a returned order stands behind the review and has not passed the approval', () => {
  expect(shown('rejected', 'fill')).toEqual([
    'past draft',
    'past review',
    'now rejected',
    'later approved',
    'later issued',
  ]);
});

test('a finished order has passed everything before', () => {
  expect(shown('issued', 'finished')).toEqual(['past draft', 'past review', 'past approved', 'now issued']);
});

test('[JX-32] a void order keeps what it passed, is nowhere called rejected behind an approval, and leads no further', () => {
  const ended = { void: { at: '2026-03-02T02:00:00Z' } };
  expect(shown('rejected', 'payment', ended)).toEqual(['past draft', 'past review', 'past approved', 'now ended']);
  expect(shown('rejected', 'review', ended)).toEqual(['past draft', 'past review', 'now ended']);
  expect(shown('rejected', 'fill', ended)).toEqual(['past draft', 'past review', 'now ended']);
  expect(shown('draft', 'fill', { ...ended, submittedAt: null })).toEqual(['past draft', 'now ended']);
});

test('[PA-13] the bar follows the stages of the order, not the order in which the programme lists its states', () => {
  const payFirst: View['stages'] = [
    { kind: 'fill', state: 'draft' },
    { kind: 'payment', state: 'approved' },
    { kind: 'review', state: 'review' },
  ];
  expect(shown('review', 'review', { stages: payFirst })).toEqual([
    'past draft',
    'past approved',
    'now review',
    'later issued',
  ]);
});

test('an order ends in the state its service names', () => {
  const view: View = { stage: 'fill', stages, state: { code: 'draft' }, submittedAt: null, void: null };
  expect(stepsOf(states, 'rejected', view).at(-1)).toMatchObject({ code: 'rejected', place: 'later' });
});
