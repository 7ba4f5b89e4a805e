import { type Faces, REPLACEMENT } from './face.ts';
import type { FormData } from './template.ts';

/** A character that the font cannot print; `〓` stands in its place. */
export interface MissingGlyph {
  readonly kind: 'MISSING_GLYPH';
  readonly character: string;
  /** `U+20BB7` */
  readonly codePoint: string;
}

const BLANK = '＿＿＿＿＿＿＿＿';
const invisible = /\p{Cf}|\p{Variation_Selector}/gu;
const unprintable = /[\p{Cc}\p{Cs}]/gu;

/** Turns template texts and values into printable text and remembers what could not be printed. */
export interface Filler {
  readonly warnings: MissingGlyph[];
  /** A cell: an absent value leaves it empty. */
  cell(text: string): string;
  /** Running text: an absent value leaves a line to write on. */
  prose(text: string): string;
  /** Any other text, made printable. */
  plain(text: string): string;
}

/** Fills `{key}` from the data. Values are never read as templates themselves. */
export function makeFiller(data: FormData, faces: Faces): Filler {
  const warnings: MissingGlyph[] = [];
  const seen = new Set<string>();
  const plain = (text: string): string => {
    let out = '';
    for (const c of text.normalize('NFC').replace(invisible, '').replace(/\r\n?/g, '\n')) {
      if (c === '\n') out += c;
      else if (/\s/u.test(c) && c !== '　') out += ' ';
      else if (faces.regular.has(c.codePointAt(0) ?? 0) && !c.match(unprintable)) out += c;
      else {
        out += REPLACEMENT;
        if (seen.has(c)) continue;
        seen.add(c);
        const hex = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        warnings.push({ kind: 'MISSING_GLYPH', character: c, codePoint: `U+${hex}` });
      }
    }
    return out;
  };
  const fill = (text: string, absent: string) =>
    plain(
      text.replace(/\{([\w-]+)\}/g, (_, key: string) => {
        const value = Object.hasOwn(data.values, key) ? data.values[key]?.trim() : undefined;
        return value === undefined || value === '' ? absent : value;
      }),
    );
  return { warnings, cell: (text) => fill(text, ''), prose: (text) => fill(text, BLANK), plain };
}
