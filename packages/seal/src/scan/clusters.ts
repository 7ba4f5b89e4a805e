import type { Box, Ink } from './types.ts';

/** The seal in a picture, and what else of its kind lies beside it. */
export interface Clusters {
  readonly seal: Box;
  /** How many other things of such proportions and at least about half its size there are. */
  readonly others: number;
}

/** The picture is looked at in cells: about so many along the longer side. */
const CELLS = 240;
/** Share of a cell that must be inked. */
const INKED = 0.16;
/** Cells that a gap may be wide inside one thing. */
const REACH = 2;
/** Gap between parts of one seal, as a share of its size. */
const NEAR = 0.03;
/** Share of its size from which on another thing is a seal too; a name seal beside an official one is smaller. */
const COMPARABLE = 0.55;
/** How far proportions may be off those of a seal, up or down: more is a red heading or a line. */
const SKEWED = 1.4;

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly size: number;
  readonly inked: Uint8Array;
}

function gridOf({ width, height, alpha }: Ink): Grid {
  const size = Math.max(1, Math.ceil(Math.max(width, height) / CELLS));
  const [columns, rows] = [Math.ceil(width / size), Math.ceil(height / size)];
  const sums = new Uint32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / size) * columns;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor(x / size);
      sums[cell] = (sums[cell] ?? 0) + (alpha[y * width + x] ?? 0);
    }
  }
  const enough = 255 * size * size * INKED;
  return { columns, rows, size, inked: Uint8Array.from(sums, (sum) => (sum >= enough ? 1 : 0)) };
}

/** Boxes around connected cells, in cells. */
function boxes({ columns, rows, inked }: Grid): Box[] {
  const seen = new Uint8Array(inked.length);
  const found: Box[] = [];
  for (let start = 0; start < inked.length; start++) {
    if (inked[start] !== 1 || seen[start] === 1) continue;
    const waiting = [start];
    seen[start] = 1;
    let [left, top, right, bottom] = [columns, rows, 0, 0];
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x + 1),
        Math.max(bottom, y + 1),
      ];
      for (let dy = -REACH; dy <= REACH; dy++) {
        for (let dx = -REACH; dx <= REACH; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
          const next = ny * columns + nx;
          if (inked[next] !== 1 || seen[next] === 1) continue;
          seen[next] = 1;
          waiting.push(next);
        }
      }
    }
    found.push({ left, top, right, bottom });
  }
  return found;
}

const side = ({ left, top, right, bottom }: Box): number => Math.max(right - left, bottom - top);

const union = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

const touch = (a: Box, b: Box, gap: number): boolean =>
  a.left - gap < b.right && b.left - gap < a.right && a.top - gap < b.bottom && b.top - gap < a.bottom;

/** Joins to the largest box all that lie in it or close by; answers the joined one and the rest. */
function gather(all: readonly Box[], largest: Box): { whole: Box; rest: Box[] } {
  let whole = largest;
  let rest = all.filter((box) => box !== largest);
  for (let before = -1; before !== rest.length; ) {
    before = rest.length;
    const near = rest.filter((box) => touch(whole, box, NEAR * side(whole)));
    rest = rest.filter((box) => !near.includes(box));
    whole = near.reduce(union, whole);
  }
  return { whole, rest };
}

/** The things in a picture, largest first, down to half the size of the largest one of a seal's proportions. */
function things(all: readonly Box[], isLike: (box: Box) => boolean): Box[] {
  const found: Box[] = [];
  let rest = [...all].sort((a, b) => side(b) - side(a));
  let least = 0;
  for (let [largest] = rest; largest !== undefined && side(largest) >= least; [largest] = rest) {
    const gathered = gather(rest, largest);
    found.push(gathered.whole);
    rest = gathered.rest;
    if (least === 0 && isLike(gathered.whole)) least = COMPARABLE * side(gathered.whole);
  }
  return found;
}

/**
 * Finds the seal: the largest thing of red ink, with all that belongs to it, that has the proportions (width by height) of
 * a seal; of any proportions when there is none. Undefined where nothing is red.
 */
export function findSeal(ink: Ink, proportions = 1): Clusters | undefined {
  const grid = gridOf(ink);
  const isLike = ({ left, top, right, bottom }: Box): boolean => {
    const skew = (right - left) / (bottom - top) / proportions;
    return skew < SKEWED && skew > 1 / SKEWED;
  };
  const all = things(boxes(grid), isLike);
  const [seal, ...others] = all.some(isLike) ? all.filter(isLike) : all.slice(0, 1);
  return seal && { seal: tighten(ink, seal, grid.size), others: others.length };
}

/** From cells to pixels: the box of what is clearly inked within. */
function tighten({ width, height, alpha }: Ink, cells: Box, size: number): Box {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = cells.top * size; y < Math.min(height, cells.bottom * size); y++) {
    for (let x = cells.left * size; x < Math.min(width, cells.right * size); x++) {
      if ((alpha[y * width + x] ?? 0) < 100) continue;
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x + 1),
        Math.max(bottom, y + 1),
      ];
    }
  }
  return { left, top, right, bottom };
}
