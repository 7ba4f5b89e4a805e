import type { Box, Pixels } from './types.ts';

/** The colour of the paper under each pixel, coarse: `cells` across and down, three numbers each. */
export interface Paper {
  readonly cells: number;
  readonly colour: Float32Array;
}

const CELLS = 12;
/** Paper is what a tenth of a cell's pixels are brighter than. */
const BRIGHT = 0.9;
/** A cell darker than this share of the whole paper is full of ink and says nothing about paper. */
const INKED = 0.65;
/** Pixels looked at in a cell, about. */
const SAMPLES = 1_500;

/** The brightness that a tenth of the counted pixels reach. */
function level(count: Uint32Array): number {
  let left = count.reduce((sum, one) => sum + one, 0) * (1 - BRIGHT);
  let value = 255;
  while (value > 0 && left > (count[value] ?? 0)) {
    left -= count[value] ?? 0;
    value -= 1;
  }
  return Math.max(1, value);
}

function brightest({ width, data }: Pixels, { left, top, right, bottom }: Box): [number, number, number] {
  const step = Math.max(1, Math.floor(Math.sqrt(((right - left) * (bottom - top)) / SAMPLES)));
  const [red, green, blue] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  const add = (count: Uint32Array, value: number): void => {
    count[value] = (count[value] ?? 0) + 1;
  };
  for (let y = top; y < bottom; y += step) {
    for (let x = left; x < right; x += step) {
      const at = 4 * (y * width + x);
      add(red, data[at] ?? 0);
      add(green, data[at + 1] ?? 0);
      add(blue, data[at + 2] ?? 0);
    }
  }
  return [level(red), level(green), level(blue)];
}

/** Estimates the paper's colour over the picture, so that shadows and yellow light are no ink. */
export function paperOf(pixels: Pixels): Paper {
  const { width, height } = pixels;
  const whole = brightest(pixels, { left: 0, top: 0, right: width, bottom: height });
  const colour = new Float32Array(3 * CELLS * CELLS);
  const edge = (index: number, side: number): number => Math.floor((index * side) / CELLS);
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const area = {
        left: edge(column, width),
        right: Math.max(edge(column, width) + 1, edge(column + 1, width)),
        top: edge(row, height),
        bottom: Math.max(edge(row, height) + 1, edge(row + 1, height)),
      };
      const found = brightest(pixels, area);
      const inked = found.some((value, channel) => value < INKED * (whole[channel] ?? 255));
      colour.set(inked ? whole : found, 3 * (row * CELLS + column));
    }
  }
  return { cells: CELLS, colour };
}
