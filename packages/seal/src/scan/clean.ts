import { type Clusters, findSeal } from './clusters.ts';
import { type FoundInk, redInk } from './ink.ts';
import { cut, edgeWidth, ellipseShare } from './measure.ts';
import { paperOf } from './paper.ts';
import type { Box, ClaimedSeal, Ink, Pixels, ScanFinding, ScanFindingCode, ScanQuestion } from './types.ts';

/** What was found in a scan. */
export interface CleanedPixels {
  readonly findings: readonly ScanFinding[];
  /** The seal alone, cut out; undefined where there is none. */
  readonly seal: Ink | undefined;
  /** Its size on paper in whole millimetres, measured by the resolution or else as claimed. */
  readonly millimetres: { readonly width: number; readonly height: number } | undefined;
}

/** Pixels for a millimetre, or else along the longer side, below which letters of a seal cannot be read. */
const LEAST_PIXELS = { each: 7.2, side: 280 } as const;
/** Share of the picture that must be red for there to be a seal at all. */
const LEAST_RED = 0.0005;
/** Redness of full ink below which the print is too pale. */
const LEAST_STRENGTH = 0.3;
/** Width of the ink's edges as a share of the seal's size: 0.3 mm of 40, a third of its border. */
const MOST_BLUR = 0.0075;
/** Sharp edges are up to so many pixels wide all the same. */
const SHARP = 2.6;
const LEAST_ON_ELLIPSE = 0.8;
const ROUND_SLACK = 0.06;
/** How far a measured size may be off the claimed one: millimetres, or share. */
const SIZE_SLACK = { millimetres: 1.5, share: 0.05 } as const;
/** Ink of other colours inside the seal, as a share of the red. */
const MOST_OTHER = 0.15;

const touchesEdge = ({ left, top, right, bottom }: Box, { width, height }: Pixels): boolean =>
  left < 2 || top < 2 || right > width - 2 || bottom > height - 2;

function otherShare(ink: FoundInk, { left, top, right, bottom }: Box): number {
  let [red, other] = [0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if ((ink.alpha[y * ink.width + x] ?? 0) >= 128) red += 1;
      if (ink.other[y * ink.width + x] === 255) other += 1;
    }
  }
  return other / Math.max(1, red);
}

function shapeCode(seal: Ink, claimed: ClaimedSeal | undefined): ScanFindingCode[] {
  if (claimed === undefined) return [];
  const wanted = claimed.shape === 'round' ? 1 : claimed.width / claimed.height;
  const skewed = Math.abs(seal.width / seal.height / wanted - 1) > ROUND_SLACK;
  if (!skewed && ellipseShare(seal) >= LEAST_ON_ELLIPSE) return [];
  return [claimed.shape === 'round' ? 'NOT_ROUND' : 'NOT_OVAL'];
}

function hasFewPixels(seal: Ink, millimetres: CleanedPixels['millimetres']): boolean {
  const side = Math.max(seal.width, seal.height);
  if (millimetres === undefined) return side < LEAST_PIXELS.side;
  return side < LEAST_PIXELS.each * Math.max(millimetres.width, millimetres.height);
}

const differs = (measured: number, claimed: number): boolean =>
  Math.abs(measured - claimed) > Math.max(SIZE_SLACK.millimetres, SIZE_SLACK.share * claimed);

function sizeOf(
  seal: Ink,
  { claimed, dpi }: ScanQuestion,
): Pick<CleanedPixels, 'millimetres'> & { code?: ScanFindingCode } {
  if (dpi === undefined) {
    return claimed === undefined
      ? { millimetres: undefined, code: 'SIZE_UNKNOWN' }
      : { millimetres: { width: claimed.width, height: claimed.height } };
  }
  const [width, height] = [(seal.width / dpi) * 25.4, (seal.height / dpi) * 25.4];
  const millimetres = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
  const wrong = claimed !== undefined && (differs(width, claimed.width) || differs(height, claimed.height));
  return { millimetres, ...(wrong && { code: 'SIZE_DIFFERS' as const }) };
}

/** Paper darker than this was photographed in the dark: what looks like ink there is noise made brighter. */
const LEAST_LIGHT = 70;

function isDark(pixels: Pixels): boolean {
  const { colour } = paperOf(pixels);
  return colour.reduce((sum, one) => sum + one, 0) / colour.length < LEAST_LIGHT;
}

const isRed = ({ alpha }: Ink): boolean => {
  let red = 0;
  for (const value of alpha) if (value >= 128) red += 1;
  return red >= LEAST_RED * alpha.length;
};

/** Where the seal is, and how many others there are. Undefined where nothing is red enough. */
export function locateSeal(pixels: Pixels, claimed: ClaimedSeal | undefined): Clusters | undefined {
  return locate(redInk(pixels), claimed);
}

const locate = (ink: Ink, claimed: ClaimedSeal | undefined): Clusters | undefined =>
  isRed(ink) ? findSeal(ink, claimed && claimed.width / claimed.height) : undefined;

/**
 * Cuts the seal out of a scan: red ink is kept, paper, shadows, black text and specks go. Pure; answers every finding and
 * never throws. `question.dpi` must be the resolution of these pixels.
 */
export function cleanPixels(pixels: Pixels, question: ScanQuestion): CleanedPixels {
  const ink = redInk(pixels);
  const found = locate(ink, question.claimed);
  if (found === undefined) {
    return { findings: [{ code: 'NOT_RED', severity: 'error' }], seal: undefined, millimetres: undefined };
  }
  const { left, top, right, bottom } = found.seal;
  const seal = cut(ink, left, top, right - left, bottom - top);
  const longer = Math.max(seal.width, seal.height);
  const { millimetres, code: sizeCode } = sizeOf(seal, question);
  const edge = edgeWidth(seal);
  const codes: ScanFindingCode[] = [
    ...(found.others > 0 ? ['MORE_THAN_ONE' as const] : []),
    ...(touchesEdge(found.seal, pixels) ? ['TOUCHES_EDGE' as const] : []),
    ...(hasFewPixels(seal, millimetres) ? ['TOO_FEW_PIXELS' as const] : []),
    ...(ink.strength < LEAST_STRENGTH || isDark(pixels) ? ['FAINT' as const] : []),
    ...(edge > SHARP && edge > MOST_BLUR * longer ? ['BLURRED' as const] : []),
    ...shapeCode(seal, question.claimed),
    ...(sizeCode === undefined ? [] : [sizeCode]),
  ];
  const findings: ScanFinding[] = codes.map((code) => ({ code, severity: 'error' }));
  if (otherShare(ink, found.seal) > MOST_OTHER) findings.push({ code: 'OTHER_INK', severity: 'warning' });
  return { findings, seal, millimetres };
}
