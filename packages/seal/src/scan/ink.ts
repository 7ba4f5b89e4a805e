import { type Paper, paperOf } from './paper.ts';
import type { Ink, Pixels } from './types.ts';

/** Red ink found in a picture. */
export interface FoundInk extends Ink {
  /** How red the ink is where it is strongest: 0 (none) to 1. */
  readonly strength: number;
  /** Pixels with ink of another colour, as a mask of 0 and 255. */
  readonly other: Uint8Array;
}

/** Redness below this is noise of camera and compression. */
const NOISE = 0.1;
/** Share of the red pixels that are weaker than what counts as full ink. */
const FULL = 0.6;
/** Darkness from which on what is not red is ink of another colour. */
const DARK = 0.4;

/** A position between the middles of two cells: the first, the second, and the share of the second. */
type Between = readonly [before: number, after: number, share: number];

function between(position: number, length: number, cells: number): Between {
  const at = Math.min(cells - 1, Math.max(0, ((position + 0.5) * cells) / length - 0.5));
  const before = Math.floor(at);
  return [before, Math.min(cells - 1, before + 1), at - before];
}

/** The paper's colours along one row of cells, three numbers each. */
function paperLine({ cells, colour }: Paper, [above, below, share]: Between): Float32Array {
  const line = new Float32Array(3 * cells);
  for (let i = 0; i < line.length; i++) {
    const upper = colour[3 * cells * above + i] ?? 1;
    line[i] = upper + ((colour[3 * cells * below + i] ?? 1) - upper) * share;
  }
  return line;
}

/** The paper's colours under every pixel of a row: `out` is three numbers for each. */
function spread(line: Float32Array, columns: readonly Between[], out: Float32Array): void {
  columns.forEach(([before, after, share], x) => {
    for (let channel = 0; channel < 3; channel++) {
      const from = line[3 * before + channel] ?? 1;
      out[3 * x + channel] = from + ((line[3 * after + channel] ?? 1) - from) * share;
    }
  });
}

/** Rows that share one estimate of the paper: it changes too slowly to be asked for each. */
const ROWS = 8;

/** Redness 0 to 255 of every pixel against the paper below it, and what is dark without being red. */
function redness({ width, height, data }: Pixels, paper: Paper): { red: Uint8Array; other: Uint8Array } {
  const red = new Uint8Array(width * height);
  const other = new Uint8Array(width * height);
  const columns = Array.from({ length: width }, (_, x) => between(x, width, paper.cells));
  const white = new Float32Array(3 * width);
  for (let y = 0; y < height; y++) {
    if (y % ROWS === 0) spread(paperLine(paper, between(y + ROWS / 2, height, paper.cells)), columns, white);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const r = Math.min(1, (data[4 * at] ?? 0) / (white[3 * x] ?? 1));
      const g = Math.min(1, (data[4 * at + 1] ?? 0) / (white[3 * x + 1] ?? 1));
      const b = Math.min(1, (data[4 * at + 2] ?? 0) / (white[3 * x + 2] ?? 1));
      const value = r - Math.max(g, b);
      if (value > 0) red[at] = Math.round(255 * value);
      if (value < NOISE && 1 - (r + g + b) / 3 > DARK) other[at] = 255;
    }
  }
  return { red, other };
}

/** The redness that counts as full ink, 0 to 255; 0 when nothing is red. */
function fullInk(red: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of red) counts[value] = (counts[value] ?? 0) + 1;
  const lowest = Math.ceil(255 * NOISE);
  let all = 0;
  for (let value = lowest; value < 256; value++) all += counts[value] ?? 0;
  let left = all * FULL;
  let value = lowest;
  while (value < 255 && left > (counts[value] ?? 0)) {
    left -= counts[value] ?? 0;
    value += 1;
  }
  return all === 0 ? 0 : value;
}

/** What lies under the picture's transparent parts is white paper. */
function onWhite({ width, height, data }: Pixels): Pixels {
  const out = data.slice();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 255) continue;
    const opacity = (data[at + 3] ?? 255) / 255;
    for (let channel = 0; channel < 3; channel++) {
      out[at + channel] = Math.round(255 + ((data[at + channel] ?? 0) - 255) * opacity);
    }
    out[at + 3] = 255;
  }
  return { width, height, data: out };
}

/** Keeps what is red: full ink becomes opaque, paper, shadows and ink of other colours become transparent. */
export function redInk(original: Pixels): FoundInk {
  const pixels = onWhite(original);
  const { red, other } = redness(pixels, paperOf(pixels));
  const full = fullInk(red);
  const least = Math.max(255 * NOISE, 0.25 * full);
  const most = Math.max(least + 1, 0.85 * full);
  const opacity = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(255 * Math.min(1, Math.max(0, (value - least) / (most - least)))),
  );
  const alpha = red.map((value) => opacity[value] ?? 0);
  return { width: pixels.width, height: pixels.height, alpha, strength: full / 255, other };
}
