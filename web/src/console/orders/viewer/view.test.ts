import { expect, test } from 'vitest';
import { PLAIN_VIEW, rotate, zoomIn, zoomOut } from './view.ts';

test('zoom goes in steps and stops at both ends', () => {
  let view = PLAIN_VIEW;
  for (let step = 0; step < 9; step += 1) view = zoomIn(view);
  expect(view.zoom).toBe(4);
  for (let step = 0; step < 9; step += 1) view = zoomOut(view);
  expect(view.zoom).toBe(0.5);
});
test('four quarter turns are none', () => {
  expect(rotate(PLAIN_VIEW).turn).toBe(90);
  expect(rotate(rotate(rotate(rotate(PLAIN_VIEW))))).toEqual(PLAIN_VIEW);
});
