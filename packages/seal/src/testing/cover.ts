import sharp from 'sharp';

/** A decoded picture to look into by millimetres from its middle. */
export interface Seen {
  readonly width: number;
  readonly height: number;
  /** Transparency 0 to 255 at a point given in millimetres. */
  at(x: number, y: number): number;
  /** Most cover found on a ring of this radius; `from` and `to` in degrees clockwise from the top. */
  most(radius: number, from?: number, to?: number): number;
  least(radius: number): number;
  /** Share of a rectangle in millimetres that is covered. */
  share(left: number, top: number, right: number, bottom: number): number;
}

/** Decodes a PNG with the program used elsewhere, not our own. */
export async function look(png: Uint8Array, dpi: number): Promise<Seen> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const alpha = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height ? 0 : (data[4 * (row * width + column) + 3] ?? 0);
  const at = (x: number, y: number): number =>
    alpha(Math.floor(width / 2 + (x / 25.4) * dpi), Math.floor(height / 2 + (y / 25.4) * dpi));
  const ring = (radius: number, from: number, to: number): number[] =>
    Array.from({ length: 721 }, (_, step) => {
      const angle = ((from + ((to - from) * step) / 720) * Math.PI) / 180;
      return at(radius * Math.sin(angle), -radius * Math.cos(angle));
    });
  return {
    width,
    height,
    at,
    most: (radius, from = 0, to = 360) => Math.max(...ring(radius, from, to)),
    least: (radius) => Math.min(...ring(radius, 0, 360)),
    share(left, top, right, bottom) {
      let [covered, all] = [0, 0];
      for (let y = top; y < bottom; y += 0.2) {
        for (let x = left; x < right; x += 0.2) {
          covered += at(x, y);
          all += 255;
        }
      }
      return covered / all;
    },
  };
}
