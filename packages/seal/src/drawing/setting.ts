import type { Letter } from './letters.ts';
import type { Outline } from './outline.ts';
import { Track } from './track.ts';

/** Most of a letter's height that its width may be: seal letters are a little taller than wide. */
const WIDEST = 0.84;
/** Least of it; below this the letters become lower instead. */
const NARROWEST = 0.46;
/** Share of the distance between two letters that ink may take. */
const FILLED = 0.93;
/** Distance of letters in widths, at most: few letters do not spread over the whole arc. */
const LOOSEST = 1.95;
/** Ink of a Chinese character reaches over about this much of its em. */
const INK = 0.94;

/** Where a line of letters goes: `a` and `b` are the half axes of the line their tops touch, in millimetres. */
export interface ArcSpace {
  readonly a: number;
  readonly b: number;
  readonly height: number;
  /** Opening in degrees, centred on the top (or the bottom). */
  readonly span: number;
}

interface Measures {
  readonly track: Track;
  readonly height: number;
  /** Millimetres for a letter of full share. */
  readonly width: number;
  /** Millimetres along the track for one share. */
  readonly pitch: number;
}

/** Middles of the letters, counted in shares from the first one's. */
function middles(letters: readonly Letter[]): number[] {
  let position = 0;
  let before: number | undefined;
  return letters.map(({ share }) => {
    position += before === undefined ? 0 : (before + share) / 2;
    before = share;
    return position;
  });
}

function measuresAt(height: number, total: number, { a, b, span }: ArcSpace): Measures {
  const track = new Track(a - height / 2, b - height / 2);
  const pitch = Math.min(track.lengthOf(span) / Math.max(total, 1), WIDEST * height * LOOSEST);
  // At their feet letters on an arc stand closer than at their waist.
  const crowded = Math.max(0.3, 1 - height / 2 / track.tightest);
  return { track, height, pitch, width: Math.min(WIDEST * height, FILLED * pitch * crowded) };
}

function measure(total: number, space: ArcSpace): Measures {
  let measures = measuresAt(space.height, total, space);
  for (let round = 0; round < 8 && measures.width < NARROWEST * measures.height; round++) {
    measures = measuresAt(measures.width / NARROWEST, total, space);
  }
  return measures;
}

/** Sets letters on the upper arc, evenly around the top. Answers the height they came to have. */
export function setOnArc(outline: Outline, letters: readonly Letter[], space: ArcSpace): number {
  const positions = middles(letters);
  const total = positions.at(-1) ?? 0;
  const { track, height, width, pitch } = measure(total, space);
  letters.forEach(({ glyph, middle }, index) => {
    const place = track.place(((positions[index] ?? 0) - total / 2) * pitch);
    outline.glyph(glyph, { ...place, middle, sx: width / INK, sy: height / INK });
  });
  return height;
}

/** Sets digits on the lower arc, feet outwards, read from left to right; `a` and `b` are where their feet stand. */
export function setUnderArc(outline: Outline, letters: readonly Letter[], space: ArcSpace): void {
  const { a, b, height, span } = space;
  const track = new Track(a - height / 2, b - height / 2);
  const positions = middles(letters);
  const total = positions.at(-1) ?? 0;
  const pitch = Math.min(track.lengthOf(span) / Math.max(total, 1), height * 1.45);
  letters.forEach(({ glyph, middle }, index) => {
    const { x, y, angle } = track.place(((positions[index] ?? 0) - total / 2) * pitch);
    const sx = Math.min(height, pitch) / CAP_HEIGHT;
    outline.glyph(glyph, {
      x,
      y: -y,
      angle: -angle,
      middle: { ...middle, y: CAP_HEIGHT / 2 },
      sx,
      sy: height / CAP_HEIGHT,
    });
  });
}

/** Height of digits and capitals in ems. */
const CAP_HEIGHT = 0.73;

/** A straight line around (0, y). */
export interface LineSpace {
  readonly y: number;
  readonly height: number;
  /** Millimetres the whole line may take. */
  readonly width: number;
  /** Widest letter in millimetres. */
  readonly letter: number;
}

/** Sets a straight line of Chinese characters. */
export function setLine(outline: Outline, letters: readonly Letter[], { y, height, width, letter }: LineSpace): void {
  const positions = middles(letters);
  const total = positions.at(-1) ?? 0;
  const pitch = Math.min(letter * 1.12, width / (total + 1));
  letters.forEach(({ glyph, middle }, index) => {
    const x = ((positions[index] ?? 0) - total / 2) * pitch;
    outline.glyph(glyph, { x, y, angle: 0, middle, sx: Math.min(letter, pitch * 0.95) / INK, sy: height / INK });
  });
}

/** Sets a straight line of digits and capitals, as high as `height` and as wide as `width`. */
export function setNumber(outline: Outline, letters: readonly Letter[], { y, height, width, letter }: LineSpace): void {
  const pitch = Math.min(letter * 1.15, width / letters.length);
  letters.forEach(({ glyph, middle }, index) => {
    const { left, right } = glyph.ink;
    const wide = Math.max(right - left, 0.45);
    const x = (index - (letters.length - 1) / 2) * pitch;
    const sx = Math.min(letter, pitch * 0.88) / wide;
    outline.glyph(glyph, { x, y, angle: 0, middle: { ...middle, y: CAP_HEIGHT / 2 }, sx, sy: height / CAP_HEIGHT });
  });
}
