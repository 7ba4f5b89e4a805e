import { pixelsOf } from '../drawing/png.ts';
import { SealError } from '../errors.ts';
import { inspectPicture } from '../picture/inspect.ts';
import { encodePng } from '../picture/png-file.ts';
import { cleanPixels, locateSeal } from './clean.ts';
import { shrink } from './measure.ts';
import type { Box, ClaimedSeal, Ink, Pixels, ScanFinding, ScanQuestion } from './types.ts';

/** Bounds on uploads, checked in this order and before anything is decoded. */
export const SCAN_LIMITS = {
  bytes: 20 << 20,
  /** 40 megapixels: twice A4 at 400 dpi. */
  pixels: 40_000_000,
  side: 16_000,
} as const;

/** Longest side in pixels while the seal is searched, and of the part in which it is cut out. */
const SEARCHED = 1_200;
const WORKED = 2_400;
/** Paper left around a found seal, as a share of its size. */
const MARGIN = 0.12;
/** Cameras write 72 or 96 into every file: less than this says nothing about paper. */
const LEAST_DPI = 150;
/** Resolution of the picture that comes out, at most. */
const MOST_DPI = 600;
const RED = '#ff0000';

/** A cleaned scan. */
export interface CleanedScan {
  readonly good: boolean;
  readonly findings: readonly ScanFinding[];
  /** The seal in red on a transparent ground, also when there are findings; undefined where there is none. */
  readonly png: Uint8Array | undefined;
  /** Size on paper in whole millimetres; undefined when neither the file nor the applicant says it. */
  readonly millimetres: { readonly width: number; readonly height: number } | undefined;
}

/** Format and size by the file's head. Throws `SCAN_TOO_LARGE`, `SCAN_NOT_A_PICTURE`, `SCAN_TOO_MANY_PIXELS`. */
function admit(bytes: Uint8Array): void {
  if (bytes.length > SCAN_LIMITS.bytes) throw new SealError('SCAN_TOO_LARGE', 'the file is larger than 20 MiB');
  const facts = inspectPicture(bytes);
  if (facts?.pixels === undefined || (facts.format !== 'png' && facts.format !== 'jpeg')) {
    throw new SealError('SCAN_NOT_A_PICTURE', 'neither PNG nor JPEG');
  }
  const { width, height } = facts.pixels;
  if (width < 1 || height < 1) throw new SealError('SCAN_NOT_A_PICTURE', 'the picture has no pixels');
  if (Math.max(width, height) > SCAN_LIMITS.side || width * height > SCAN_LIMITS.pixels) {
    throw new SealError('SCAN_TOO_MANY_PIXELS', `${width} × ${height} pixels are more than are read`);
  }
}

/** An admitted picture, upright. */
interface Opened {
  readonly width: number;
  readonly height: number;
  /** Resolution that the file states, where it means paper. */
  readonly dpi: number | undefined;
  /** Decodes a part of it, made smaller to at most `most` pixels along a side. Throws `SCAN_DAMAGED`. */
  decode(part: Box, most: number): Promise<Pixels>;
}

async function open(bytes: Uint8Array): Promise<Opened> {
  admit(bytes);
  const { default: sharp } = await import('sharp');
  const image = sharp(bytes, { limitInputPixels: SCAN_LIMITS.pixels, failOn: 'truncated' });
  const refuse = (): never => {
    throw new SealError('SCAN_DAMAGED', 'the picture cannot be decoded');
  };
  const { density, autoOrient } = await image.metadata().catch(refuse);
  return {
    ...autoOrient,
    dpi: density === undefined || density < LEAST_DPI ? undefined : density,
    async decode({ left, top, right, bottom }, most) {
      const { data, info } = await image
        .clone()
        .autoOrient()
        .extract({ left, top, width: right - left, height: bottom - top })
        .resize(most, most, { fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .ensureAlpha()
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true })
        .catch(refuse);
      return { width: info.width, height: info.height, data: new Uint8Array(data) };
    },
  };
}

/** The part of the picture with the seal and some paper around it; all of it where there is no seal. */
async function partWithSeal(
  { width, height, decode }: Opened,
  claimed: ClaimedSeal | undefined,
): Promise<{ part: Box; others: number }> {
  const whole = { left: 0, top: 0, right: width, bottom: height };
  if (Math.max(width, height) <= SEARCHED) return { part: whole, others: 0 };
  const small = await decode(whole, SEARCHED);
  const found = locateSeal(small, claimed);
  if (found === undefined) return { part: whole, others: 0 };
  const { seal, others } = found;
  const scale = width / small.width;
  const margin = MARGIN * Math.max(seal.right - seal.left, seal.bottom - seal.top);
  const part = {
    left: Math.max(0, Math.floor((seal.left - margin) * scale)),
    top: Math.max(0, Math.floor((seal.top - margin) * scale)),
    right: Math.min(width, Math.ceil((seal.right + margin) * scale)),
    bottom: Math.min(height, Math.ceil((seal.bottom + margin) * scale)),
  };
  return { part, others };
}

function encode(seal: Ink, millimetres: CleanedScan['millimetres']): Uint8Array {
  if (millimetres === undefined) return encodePng(seal, RED, MOST_DPI / 2);
  const [width, height] = [pixelsOf(millimetres.width, MOST_DPI), pixelsOf(millimetres.height, MOST_DPI)];
  const smaller = seal.width > width && seal.height > height ? shrink(seal, width, height) : seal;
  return encodePng(smaller, RED, (smaller.width / millimetres.width) * 25.4);
}

/**
 * Reads an uploaded scan of a seal (PNG or JPEG), cuts the seal out and judges it. Throws `SealError` for what is no usable
 * file: `SCAN_TOO_LARGE`, `SCAN_NOT_A_PICTURE`, `SCAN_TOO_MANY_PIXELS`, `SCAN_DAMAGED`; everything about the seal in it is
 * a finding.
 */
export async function cleanScan(bytes: Uint8Array, question: ScanQuestion = {}): Promise<CleanedScan> {
  const opened = await open(bytes);
  const { part, others } = await partWithSeal(opened, question.claimed);
  const pixels = await opened.decode(part, WORKED);
  const { dpi: told, ...rest } = question;
  const dpi = told ?? opened.dpi;
  const scaled = dpi === undefined ? {} : { dpi: (dpi * pixels.width) / (part.right - part.left) };
  const { findings: found, seal, millimetres } = cleanPixels(pixels, { ...rest, ...scaled });
  const findings: ScanFinding[] =
    others > 0 && found.every(({ code }) => code !== 'MORE_THAN_ONE')
      ? [{ code: 'MORE_THAN_ONE', severity: 'error' }, ...found]
      : [...found];
  const good = seal !== undefined && findings.every(({ severity }) => severity === 'warning');
  return { good, findings, png: seal && encode(seal, millimetres), millimetres };
}
