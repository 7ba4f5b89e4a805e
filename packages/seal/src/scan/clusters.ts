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
/** Parts smaller than this share of the seal are specks: they belong to it only where they lie within. */
const SPECK = 0.06;
/** Share of its size from which on another thing is a seal too; a name seal beside an official one is smaller. */
const COMPARABLE = 0.55;
/** How far proportions may be off those of a seal, up or down: more is a red heading or a line. */
const SKEWED = 1.4;

/** Ink from which on a pixel belongs to the seal's outline. */
const CLEAR = 100;

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
  const columnOf = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / size));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / size) * columns;
    for (let x = 0; x < width; x++) {
      const value = alpha[y * width + x] ?? 0;
      if (value === 0) continue;
      const cell = row + (columnOf[x] ?? 0);
      sums[cell] = (sums[cell] ?? 0) + value;
    }
  }
  const enough = 255 * size * size * INKED;
  return { columns, rows, size, inked: Uint8Array.from(sums, (sum) => (sum >= enough ? 1 : 0)) };
}

/** A box that grows around what is put into it. */
class Growing {
  private left = Number.POSITIVE_INFINITY;
  private top = Number.POSITIVE_INFINITY;
  private right = 0;
  private bottom = 0;

  add(x: number, y: number): void {
    if (x < this.left) this.left = x;
    if (y < this.top) this.top = y;
    if (x >= this.right) this.right = x + 1;
    if (y >= this.bottom) this.bottom = y + 1;
  }

  get box(): Box {
    const { left, top, right, bottom } = this;
    return { left: Math.min(left, right), top: Math.min(top, bottom), right, bottom };
  }
}

/** Boxes around connected cells, in cells. */
function boxes({ columns, rows, inked }: Grid): Box[] {
  const waiting: number[] = [];
  const unseen = inked.slice();
  const found: Box[] = [];
  for (let start = 0; start < unseen.length; start++) {
    if (unseen[start] !== 1) continue;
    const growing = new Growing();
    unseen[start] = 0;
    waiting.push(start);
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const x = cell % columns;
      const y = (cell - x) / columns;
      growing.add(x, y);
      for (let ny = Math.max(0, y - REACH); ny <= Math.min(rows - 1, y + REACH); ny++) {
        for (let nx = Math.max(0, x - REACH); nx <= Math.min(columns - 1, x + REACH); nx++) {
          const next = ny * columns + nx;
          if (unseen[next] !== 1) continue;
          unseen[next] = 0;
          waiting.push(next);
        }
      }
    }
    found.push(growing.box);
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

const liesIn = (whole: Box, box: Box): boolean =>
  box.left >= whole.left && box.top >= whole.top && box.right <= whole.right && box.bottom <= whole.bottom;

/** Joins to the largest box all that lie in it or close by; answers the joined one and the rest. */
function gather(all: readonly Box[], largest: Box): { whole: Box; rest: Box[] } {
  let whole = largest;
  let rest = all.filter((box) => box !== largest);
  for (let before = -1; before !== rest.length; ) {
    before = rest.length;
    const belongs = (box: Box): boolean =>
      side(box) < SPECK * side(whole) ? liesIn(whole, box) : touch(whole, box, NEAR * side(whole));
    const near = rest.filter(belongs);
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
  const growing = new Growing();
  for (let y = cells.top * size; y < Math.min(height, cells.bottom * size); y++) {
    for (let x = cells.left * size; x < Math.min(width, cells.right * size); x++) {
      if ((alpha[y * width + x] ?? 0) >= CLEAR) growing.add(x, y);
    }
  }
  return growing.box;
}
