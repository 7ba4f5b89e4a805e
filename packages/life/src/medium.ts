import type { Life } from './life.ts';

/**
 * States of a key medium 介质状态: 库存、空白（已配给订单）、已写证、已发出、已激活、已锁定、已遗失、已退回、待销毁、
 * 已销毁.
 */
export const MEDIUM_STATES = [
  'stock',
  'blank',
  'made',
  'shipped',
  'activated',
  'locked',
  'lost',
  'returned',
  'spoiled',
  'destroyed',
] as const;
export type MediumState = (typeof MEDIUM_STATES)[number];

export const MEDIUM_MOVES = [
  'hand-out',
  'hand-back',
  'transfer',
  'issue',
  'post',
  'make',
  'rewrite',
  'ship',
  'activate',
  'lock',
  'unlock',
  'lose',
  'find',
  'return',
  'restock',
  'spoil',
  'witness',
  'keep',
  'destroy',
] as const;
export type MediumMove = (typeof MEDIUM_MOVES)[number];

/**
 * Life of a key medium 介质. Destruction takes two people: one reports it spoiled, another confirms; the table knows the
 * two moves, the stock room knows the two names.
 */
export const MEDIUM_LIFE: Life<MediumState, MediumMove> = {
  states: MEDIUM_STATES,
  moves: MEDIUM_MOVES,
  start: 'stock',
  ends: ['lost', 'destroyed'],
  rows: [
    // Out of the cupboard into an operator's hands and back, or to another place: still stock.
    { from: 'stock', move: 'hand-out', to: 'stock', by: ['staff'] },
    { from: 'stock', move: 'hand-back', to: 'stock', by: ['staff'] },
    { from: 'stock', move: 'transfer', to: 'stock', by: ['staff'] },
    { from: 'stock', move: 'issue', to: 'blank', by: ['staff', 'system'] },
    { from: 'stock', move: 'lose', to: 'lost', by: ['staff'] },
    { from: 'stock', move: 'spoil', to: 'spoiled', by: ['staff', 'system'] },

    // A blank one on its way to the applicant is still blank (BJ-19).
    { from: 'blank', move: 'post', to: 'blank', by: ['staff', 'system'], requirement: 'BJ-19' },
    { from: 'blank', move: 'make', to: 'made', by: ['applicant', 'staff', 'system'], requirement: 'BJ-20' },
    { from: 'blank', move: 'lose', to: 'lost', by: ['staff', 'system'] },
    { from: 'blank', move: 'return', to: 'returned', by: ['staff'], requirement: 'BJ-24' },
    { from: 'blank', move: 'spoil', to: 'spoiled', by: ['staff', 'system'] },

    { from: 'made', move: 'ship', to: 'shipped', by: ['staff', 'system'], requirement: 'JX-44' },
    // Written by the holder, who has it in hand.
    { from: 'made', move: 'activate', to: 'activated', by: ['applicant', 'system'] },
    { from: 'made', move: 'lose', to: 'lost', by: ['staff', 'system'] },
    { from: 'made', move: 'return', to: 'returned', by: ['staff'] },
    { from: 'made', move: 'spoil', to: 'spoiled', by: ['staff', 'system'] },

    { from: 'shipped', move: 'activate', to: 'activated', by: ['applicant', 'system'], requirement: 'PA-20' },
    { from: 'shipped', move: 'rewrite', to: 'activated', by: ['applicant', 'staff', 'system'], requirement: 'IT-16' },
    { from: 'shipped', move: 'lock', to: 'locked', by: ['applicant', 'staff', 'system'], requirement: 'PA-37' },
    { from: 'shipped', move: 'lose', to: 'lost', by: ['staff', 'system'], requirement: 'PA-34' },
    { from: 'shipped', move: 'return', to: 'returned', by: ['staff'], requirement: 'PA-48' },
    { from: 'shipped', move: 'spoil', to: 'spoiled', by: ['staff', 'system'], requirement: 'PA-34' },

    { from: 'activated', move: 'rewrite', to: 'activated', by: ['applicant', 'staff', 'system'], requirement: 'IT-16' },
    { from: 'activated', move: 'lock', to: 'locked', by: ['applicant', 'staff', 'system'], requirement: 'PA-37' },
    { from: 'activated', move: 'lose', to: 'lost', by: ['staff', 'system'], requirement: 'PA-34' },
    { from: 'activated', move: 'return', to: 'returned', by: ['staff'], requirement: 'PA-31' },
    { from: 'activated', move: 'spoil', to: 'spoiled', by: ['staff', 'system'], requirement: 'PA-34' },

    { from: 'locked', move: 'unlock', to: 'activated', by: ['applicant', 'staff', 'system'], requirement: 'PA-40' },
    { from: 'locked', move: 'lose', to: 'lost', by: ['staff', 'system'] },
    { from: 'locked', move: 'return', to: 'returned', by: ['staff'], requirement: 'PA-31' },
    { from: 'locked', move: 'spoil', to: 'spoiled', by: ['staff', 'system'] },

    { from: 'lost', move: 'find', to: 'returned', by: ['staff'] },

    { from: 'returned', move: 'restock', to: 'stock', by: ['staff'] },
    { from: 'returned', move: 'spoil', to: 'spoiled', by: ['staff', 'system'] },

    // Reported by the hall itself: one person says they have it in hand, another confirms.
    { from: 'spoiled', move: 'witness', to: 'spoiled', by: ['staff'] },
    { from: 'spoiled', move: 'keep', to: 'returned', by: ['staff'] },
    { from: 'spoiled', move: 'destroy', to: 'destroyed', by: ['staff'] },
  ],
};
