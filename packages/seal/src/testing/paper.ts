import sharp, { type Sharp } from 'sharp';
import type { SealDesign } from '../drawing/design.ts';
import { drawSeal } from '../drawing/draw.ts';

/** A stamped sheet to be scanned, in millimetres. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly paper?: string;
  /** Seals by the middle they are stamped at. */
  readonly seals: readonly {
    readonly design: SealDesign;
    readonly x: number;
    readonly y: number;
    readonly ink?: string;
    readonly turn?: number;
  }[];
  /** Anything else as SVG in millimetres, drawn below the seals. */
  readonly under?: string;
  /** Anything else above them. */
  readonly over?: string;
}

/** What a scanner without noise would see of the sheet. */
export async function scanOf({
  width,
  height,
  dpi,
  paper = '#ffffff',
  seals,
  under = '',
  over = '',
}: Sheet): Promise<Sharp> {
  const stamped = await Promise.all(
    seals.map(async ({ design, x, y, ink = '#d8262c', turn = 0 }) => {
      const { path } = await drawSeal(design);
      return `<path transform="translate(${x} ${y}) rotate(${turn})" fill="${ink}" d="${path}"/>`;
    }),
  );
  const pixels = (millimetres: number): number => Math.round((millimetres / 25.4) * dpi);
  const size = `width="${pixels(width)}" height="${pixels(height)}" viewBox="0 0 ${width} ${height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="${width}" height="${height}" fill="${paper}"/>${under}${stamped.join('')}${over}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg), { density: 72 })
    .flatten()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).withMetadata({ density: dpi });
}
