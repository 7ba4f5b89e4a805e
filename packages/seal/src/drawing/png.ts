import { SealError } from '../errors.ts';
import { encodePng } from '../picture/png-file.ts';
import { type DrawnSeal, svgOf } from './draw.ts';

const DPI = { least: 72, most: 1200 } as const;

/** Pixels of a length in millimetres. */
export const pixelsOf = (millimetres: number, dpi: number): number => Math.round((millimetres / 25.4) * dpi);

/**
 * The picture as PNG with a transparent ground, the resolution (pixels per inch, 600 unless told) written into it. Throws
 * `RESOLUTION_UNUSABLE` outside 72 to 1200.
 */
export async function renderPng(seal: DrawnSeal, dpi = 600): Promise<Uint8Array> {
  if (!(dpi >= DPI.least && dpi <= DPI.most)) throw new SealError('RESOLUTION_UNUSABLE', '72 to 1200 pixels per inch');
  const { default: sharp } = await import('sharp');
  const [width, height] = [pixelsOf(seal.width, dpi), pixelsOf(seal.height, dpi)];
  const svg = svgOf(seal.path, '#000000', seal, [String(width), String(height)]);
  const pixels = await sharp(Buffer.from(svg), { density: 72 }).ensureAlpha().raw().toBuffer();
  const alpha = new Uint8Array(width * height);
  for (let index = 0; index < alpha.length; index++) alpha[index] = pixels[4 * index + 3] ?? 0;
  return encodePng({ width, height, alpha }, seal.colour, dpi);
}
