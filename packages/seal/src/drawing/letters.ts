import { SealError } from '../errors.ts';
import type { Face, Glyph } from './face.ts';

/** A character ready to be set: its outline and how much of a full width it takes. */
export interface Letter {
  readonly glyph: Glyph;
  /** 1 for a Chinese character, less for brackets, letters and digits. */
  readonly share: number;
  /** The middle of its box in ems. */
  readonly middle: { readonly x: number; readonly y: number };
}

const BRACKET_SHARE = 0.5;
const NARROWEST = 0.35;
/** Chinese characters stand in a square em whose middle is here. */
const EM_MIDDLE = 0.38;

/** Half-width brackets and points as they are cut into seals. */
const FULL_WIDTH: ReadonlyMap<string, string> = new Map([
  ['(', '（'],
  [')', '）'],
  ['•', '·'],
  ['・', '·'],
]);

const isBracket = (character: string): boolean => /[（）〔〕［］【】《》「」]/.test(character);
const isWide = (character: string): boolean => /\p{Script=Han}|[〇]/u.test(character);

/** Characters of a text after normalisation, as the drawing counts them. */
export const charactersOf = (text: string): string[] =>
  [...text.normalize('NFC').trim()].map((character) => FULL_WIDTH.get(character) ?? character);

/**
 * The letters of a text, 1 to `most` characters. A character the font lacks is a refusal, never a box in the seal. Throws
 * `TEXT_EMPTY`, `TEXT_TOO_LONG`, `GLYPH_MISSING` with the characters.
 */
export function lettersOf(face: Face, text: string, most: number): Letter[] {
  const characters = charactersOf(text);
  if (characters.length === 0) throw new SealError('TEXT_EMPTY', 'there is nothing to write');
  if (characters.length > most) throw new SealError('TEXT_TOO_LONG', `more than ${most} characters`);
  const found = characters.map((character) => ({ character, glyph: glyphOf(face, character) }));
  const missing = found.filter(({ glyph }) => glyph === undefined).map(({ character }) => character);
  if (missing.length > 0) {
    throw new SealError('GLYPH_MISSING', 'the font has no such characters', { characters: [...new Set(missing)] });
  }
  return found.flatMap(({ character, glyph }) => (glyph === undefined ? [] : [letter(character, glyph)]));
}

/** Undefined for what the font lacks, and for what has no form of its own (controls, marks, emoji selectors). */
function glyphOf(face: Face, character: string): Glyph | undefined {
  if (/[\p{C}\p{M}]/u.test(character)) return undefined;
  const glyph = face.glyph(character);
  return glyph !== undefined && glyph.commands.length === 0 && character !== ' ' ? undefined : glyph;
}

function letter(character: string, glyph: Glyph): Letter {
  const { left, right } = glyph.ink;
  if (isWide(character)) return { glyph, share: 1, middle: { x: glyph.advance / 2, y: EM_MIDDLE } };
  const centred = { x: (left + right) / 2, y: EM_MIDDLE };
  if (isBracket(character)) return { glyph, share: BRACKET_SHARE, middle: centred };
  return { glyph, share: Math.min(1, Math.max(NARROWEST, glyph.advance)), middle: centred };
}
