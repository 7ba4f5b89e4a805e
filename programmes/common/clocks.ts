import type { StepClock } from '@yinxin/programme';

/** So many working days promised, and the office’s own target a little before. */
export function workingDays(promise: number, target = promise): StepClock {
  return {
    promise: { amount: promise, unit: 'working-days' },
    target: target < 1 ? { amount: 4, unit: 'working-hours' } : { amount: target, unit: 'working-days' },
  };
}
