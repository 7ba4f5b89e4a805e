import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A drawing command of an outline: points in em units, y upwards. */
export interface Command {
  readonly kind: 'M' | 'L' | 'Q' | 'C' | 'Z';
  /** x, y, x, y …: control points first, the end point last. */
  readonly points: readonly number[];
}

/** The outline of one character. */
export interface Glyph {
  readonly commands: readonly Command[];
  /** Width of the character in ems. */
  readonly advance: number;
  /** Box around the ink in ems; empty for a space. */
  readonly ink: { readonly left: number; readonly right: number; readonly bottom: number; readonly top: number };
}

/** A font as the drawing sees it: outlines by character, kept once read. */
export interface Face {
  /** Undefined where the font has no such character. */
  glyph(character: string): Glyph | undefined;
}

const KINDS: Readonly<Record<string, Command['kind']>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
};
const MOST_KEPT = 8_000;

async function openFace(file: string): Promise<Face> {
  const fontkit = await import('fontkit');
  const font = fontkit.create(await readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`))));
  if (!('glyphForCodePoint' in font)) throw new TypeError(`${file} is a collection of fonts`);
  const em = font.unitsPerEm;
  const kept = new Map<number, Glyph>();
  const read = (codePoint: number): Glyph => {
    const glyph = font.glyphForCodePoint(codePoint);
    const { minX, maxX, minY, maxY } = glyph.bbox;
    const inked = Number.isFinite(minX) && glyph.path.commands.length > 0;
    const commands = glyph.path.commands.map(({ command, args }) => ({
      kind: KINDS[command] ?? 'Z',
      points: args.map((value) => value / em),
    }));
    const ink = inked ? { left: minX, right: maxX, bottom: minY, top: maxY } : { left: 0, right: 0, bottom: 0, top: 0 };
    return {
      commands,
      advance: glyph.advanceWidth / em,
      ink: { left: ink.left / em, right: ink.right / em, bottom: ink.bottom / em, top: ink.top / em },
    };
  };
  return {
    glyph(character) {
      const codePoint = character.codePointAt(0);
      if (codePoint === undefined || !font.hasGlyphForCodePoint(codePoint)) return undefined;
      const found = kept.get(codePoint) ?? read(codePoint);
      if (kept.size < MOST_KEPT) kept.set(codePoint, found);
      return found;
    },
  };
}

/** Song letters for names and lines, plain ones for numbers. */
export interface Faces {
  readonly song: Face;
  readonly plain: Face;
}

let opened: Promise<Faces> | undefined;

/** Noto Serif SC and Noto Sans SC (both OFL), read at the first call and kept. */
export function openFaces(): Promise<Faces> {
  opened ??= Promise.all([
    openFace('noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
    openFace('noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
  ]).then(([song, plain]) => ({ song, plain }));
  return opened;
}
