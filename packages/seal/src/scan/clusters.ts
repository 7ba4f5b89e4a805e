import type { Box, Ink } from './types.ts';

/** The seal in a picture, and what else of its size lies beside it. */
export interface Clusters {
  readonly seal: Box;
  /** How many other things at least a third as large there are. */
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
const COMPARABLE = 0.34;

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
function gather(all: readonly Box[]): { seal: Box; rest: Box[] } | undefined {
  const [largest, ...others] = [...all].sort((a, b) => side(b) - side(a));
  if (largest === undefined) return undefined;
  let seal = largest;
  let rest = others;
  for (let before = -1; before !== rest.length; ) {
    before = rest.length;
    const near = rest.filter((box) => touch(seal, box, NEAR * side(seal)));
    rest = rest.filter((box) => !near.includes(box));
    seal = near.reduce(union, seal);
  }
  return { seal, rest };
}

/** Finds the seal: the largest thing of red ink with all that belongs to it. Undefined where nothing is red. */
export function findSeal(ink: Ink): Clusters | undefined {
  const grid = gridOf(ink);
  const gathered = gather(boxes(grid));
  if (gathered === undefined) return undefined;
  const { seal, rest } = gathered;
  const others = rest.filter((box) => side(box) >= COMPARABLE * side(seal)).length;
  return { seal: tighten(ink, seal, grid.size), others };
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
