import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Font } from 'fontkit';

/** Shown instead of a character that the font does not have: the geta mark, used for this in Chinese printing. */
export const REPLACEMENT = '〓';

/** A weight of the font: its bytes, the parsed font and cached widths. Parsed once per process. */
export interface Face {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly font: Font;
  /** Width of a text in points at a size in points. */
  width(text: string, size: number): number;
  has(codePoint: number): boolean;
}

/** The two weights that forms use. */
export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
}

async function openFace(name: string, file: string): Promise<Face> {
  const fontkit = await import('fontkit');
  const bytes = await readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${file}`)));
  const font = fontkit.create(bytes);
  if (!('glyphForCodePoint' in font)) throw new TypeError(`${file} is a collection of fonts`);
  const advances = new Map<number, number>();
  const advance = (codePoint: number): number => {
    const known = advances.get(codePoint);
    if (known !== undefined) return known;
    const found = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
    advances.set(codePoint, found);
    return found;
  };
  return {
    name,
    bytes,
    font,
    width: (text, size) => [...text].reduce((sum, c) => sum + advance(c.codePointAt(0) ?? 0), 0) * size,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
  };
}

let opened: Promise<Faces> | undefined;

/** Noto Sans SC 400 and 700, read and parsed at the first call and kept. */
export function openFaces(): Promise<Faces> {
  opened ??= Promise.all([
    openFace('NotoSansSC-Regular', '400Regular/NotoSansSC_400Regular.ttf'),
    openFace('NotoSansSC-Bold', '700Bold/NotoSansSC_700Bold.ttf'),
  ]).then(([regular, bold]) => ({ regular, bold }));
  return opened;
}
