import type { Life } from './life.ts';

/** States of an e-seal 电子印章状态: 已采集、已审核、已制作、已安装、已停用、已变更、已终止. */
export const SEAL_STATES = ['collected', 'reviewed', 'made', 'installed', 'suspended', 'changed', 'stopped'] as const;
export type SealState = (typeof SEAL_STATES)[number];

export const SEAL_MOVES = ['collect', 'review', 'make', 'install', 'suspend', 'resume', 'change', 'stop'] as const;
export type SealMove = (typeof SEAL_MOVES)[number];

/** Life of an e-seal 电子印章. */
export const SEAL_LIFE: Life<SealState, SealMove> = {
  states: SEAL_STATES,
  moves: SEAL_MOVES,
  start: 'collected',
  ends: ['changed', 'stopped'],
  rows: [
    // A better scan in place of a refused one.
    { from: 'collected', move: 'collect', to: 'collected', by: ['applicant', 'staff'] },
    { from: 'collected', move: 'review', to: 'reviewed', by: ['staff', 'system'], requirement: 'PA-43' },
    { from: 'collected', move: 'stop', to: 'stopped', by: ['applicant', 'staff', 'system'] },
    { from: 'reviewed', move: 'make', to: 'made', by: ['staff', 'system'], requirement: 'PA-43' },
    { from: 'reviewed', move: 'stop', to: 'stopped', by: ['staff', 'system'] },
    { from: 'made', move: 'install', to: 'installed', by: ['applicant', 'staff', 'system'], requirement: 'PA-45' },
    { from: 'made', move: 'change', to: 'changed', by: ['system'] },
    { from: 'made', move: 'stop', to: 'stopped', by: ['staff', 'system'] },
    { from: 'installed', move: 'suspend', to: 'suspended', by: ['staff', 'system'] },
    { from: 'installed', move: 'change', to: 'changed', by: ['system'], requirement: 'PA-45' },
    { from: 'installed', move: 'stop', to: 'stopped', by: ['staff', 'system'] },
    { from: 'suspended', move: 'resume', to: 'installed', by: ['staff', 'system'] },
    { from: 'suspended', move: 'change', to: 'changed', by: ['system'] },
    { from: 'suspended', move: 'stop', to: 'stopped', by: ['staff', 'system'] },
  ],
};
