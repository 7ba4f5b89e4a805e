import type { ApplicationView } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { beforeDownload, outstanding } from './before-download.ts';

const WAY = ['fill', 'papers', 'review', 'provision', 'install'] as const;
const order = (
  stage: ApplicationView['stage'],
  awaitsReceipt = true,
  kinds: readonly (typeof WAY)[number][] = WAY,
) => ({
  stage,
  stages: kinds.map((kind) => ({ kind, state: kind })),
  void: null,
  papers: { confirmedAt: null },
  provision: { count: 1, items: [], carrier: null, trackingNumber: null, providedAt: null },
  install: { medium: 'provided' as const, proofs: [], awaitsReceipt, started: [], made: [], installed: [] },
});

test('[BJ-19] the download names the step it waits for: papers, approval, posting, receipt; then it is open', () => {
  const waits = [order('fill'), order('papers'), order('review'), order('provision'), order('install')];
  expect(waits.map(outstanding)).toEqual(['papers', 'papers', 'review', 'provision', 'receipt']);
  expect(outstanding(order('install', false))).toBeNull();
  expect(beforeDownload(order('review'))?.map(({ done }) => done)).toEqual([true, false, false, false]);
});

test('a programme that asks for no receipt has it from the start, but not before anything is posted', () => {
  expect(outstanding(order('provision', false))).toBe('provision');
  expect(outstanding(order('install', false, ['fill', 'review', 'provision', 'install']))).toBeNull();
});

test('where nothing is downloaded onto posted media there is nothing to wait for', () => {
  expect(beforeDownload({ ...order('papers'), install: null })).toBeNull();
  expect(beforeDownload({ ...order('papers'), void: { wrong: 'cancelled' } as ApplicationView['void'] })).toBeNull();
});
