import { SealError } from '../errors.ts';
import type { SealDesign } from './design.ts';
import { openFaces } from './face.ts';
import type { Outline } from './outline.ts';
import { drawOval } from './oval.ts';
import { drawRound } from './round.ts';

/** The drawn picture of a seal. */
export interface DrawnSeal {
  /** One path, no text, nothing loaded from elsewhere; as large as the seal on paper. */
  readonly svg: string;
  /** Path data in millimetres around the middle. */
  readonly path: string;
  readonly colour: string;
  /** Size on paper in millimetres. */
  readonly width: number;
  readonly height: number;
}

const RED = '#ff0000';
const SIDES = { least: 20, most: 58 } as const;

function size(design: SealDesign): { width: number; height: number } {
  const [width, height] =
    design.shape === 'round'
      ? [design.diameter ?? 40, design.diameter ?? 40]
      : [design.width ?? 40, design.height ?? 30];
  const usable = (side: number): boolean => Number.isInteger(side) && side >= SIDES.least && side <= SIDES.most;
  if (!usable(width) || !usable(height)) {
    throw new SealError('SIZE_UNUSABLE', `a seal is ${SIDES.least} to ${SIDES.most} whole millimetres`);
  }
  return { width, height };
}

/** The SVG of a path around the middle: `width` and `height` are the view in millimetres, `shown` how large it says it is. */
export function svgOf(path: string, colour: string, view: { width: number; height: number }, shown: [string, string]) {
  const { width, height } = view;
  const box = `${-width / 2} ${-height / 2} ${width} ${height}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${shown[0]}" height="${shown[1]}" viewBox="${box}"><path fill="${colour}" d="${path}"/></svg>`;
}

/**
 * Draws a seal from the organisation's name. Throws `SealError`: `TEXT_EMPTY`, `TEXT_TOO_LONG`, `GLYPH_MISSING` with the
 * characters, `SIZE_UNUSABLE`, `COLOUR_UNUSABLE`.
 */
export async function drawSeal(design: SealDesign): Promise<DrawnSeal> {
  const { width, height } = size(design);
  const colour = design.colour ?? RED;
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new SealError('COLOUR_UNUSABLE', 'a colour is written #rrggbb');
  const faces = await openFaces();
  const outline: Outline =
    design.shape === 'round' ? drawRound(design, width, faces) : drawOval(design, width, height, faces);
  const path = outline.toString();
  const svg = svgOf(path, colour, { width, height }, [`${width}mm`, `${height}mm`]);
  return { svg, path, colour, width, height };
}
