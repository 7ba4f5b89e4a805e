import type { Ink } from './types.ts';

/** How many pixels wide the edges of the ink are, from paper to full ink; 1 or less is sharp. */
export function edgeWidth({ width, height, alpha }: Ink): number {
  let between = 0;
  let crossings = 0;
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const value = alpha[y * width + x] ?? 0;
      if (value >= 64 && value < 192) between += 1;
      const inked = value >= 128;
      if (inked !== (alpha[y * width + x + 1] ?? 0) >= 128) crossings += 1;
      if (inked !== (alpha[(y + 1) * width + x] ?? 0) >= 128) crossings += 1;
    }
  }
  // An edge crosses √2 times its length in the middle of all directions; the band between is half of the slope.
  return crossings === 0 ? 0 : (2 * 1.27 * between) / crossings;
}

const DIRECTIONS = 180;
/** How far the outermost ink may be off the ellipse, as a share of its radius. */
const OFF = 0.05;

/** Share of directions from the middle whose outermost ink lies on the ellipse that fills the picture. */
export function ellipseShare({ width, height, alpha }: Ink): number {
  const [a, b] = [width / 2, height / 2];
  let on = 0;
  for (let index = 0; index < DIRECTIONS; index++) {
    const angle = (2 * Math.PI * index) / DIRECTIONS;
    const [dx, dy] = [a * Math.cos(angle), b * Math.sin(angle)];
    const inked = (share: number): boolean => {
      const [x, y] = [Math.floor(a + share * dx), Math.floor(b + share * dy)];
      return x >= 0 && y >= 0 && x < width && y < height && (alpha[y * width + x] ?? 0) >= 100;
    };
    let share = 1.45;
    while (share > 0 && !inked(share)) share -= 0.004;
    if (Math.abs(share - 1) <= OFF) on += 1;
  }
  return on / DIRECTIONS;
}

/** A part of the ink. */
export function cut(ink: Ink, left: number, top: number, width: number, height: number): Ink {
  const alpha = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * ink.width + left;
    alpha.set(ink.alpha.subarray(from, from + width), y * width);
  }
  return { width, height, alpha };
}

/** The ink in fewer pixels, each the mean of those it covers. */
export function shrink(ink: Ink, width: number, height: number): Ink {
  const alpha = new Uint8Array(width * height);
  const edge = (index: number, to: number, from: number): number => Math.floor((index * from) / to);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [edge(y, height, ink.height), edge(y + 1, height, ink.height)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [edge(x, width, ink.width), edge(x + 1, width, ink.width)];
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += ink.alpha[row * ink.width + column] ?? 0;
      }
      alpha[y * width + x] = Math.round(sum / Math.max(1, (bottom - top) * (right - left)));
    }
  }
  return { width, height, alpha };
}
