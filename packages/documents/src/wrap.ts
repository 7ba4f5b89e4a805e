import type { Face } from './face.ts';

// Chinese line breaking (GB/T 15834): closing marks do not begin a line, opening marks do not end one.
const NOT_FIRST = new Set('，。、；：！？）》〉」』】〕”’％…—·,.;:!?)]}%');
const NOT_LAST = new Set('（《〈「『【〔“‘([{');
// A word of Latin letters and digits stays whole as long as it fits on a line.
const PIECES = /\n|[ \t]+|[A-Za-z0-9À-ɏ@._/+#&=*:~-]+|[\s\S]/gu;

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const piece of text.match(PIECES) ?? []) {
    const last = pieces.at(-1);
    const joins = last !== undefined && last !== '\n' && piece !== '\n';
    if (joins && (NOT_FIRST.has(piece) || NOT_LAST.has(last.charAt(last.length - 1)))) {
      pieces[pieces.length - 1] = last + piece;
    } else pieces.push(piece);
  }
  return pieces;
}

function splitToFit(piece: string, face: Face, size: number, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const c of piece) {
    if (part !== '' && face.width(part + c, size) > width) {
      parts.push(part);
      part = c;
    } else part += c;
  }
  return [...parts, part];
}

/**
 * Breaks a text into lines not wider than `width` points: between Chinese characters and between Latin words, a word
 * longer than a line inside. Line feeds are kept. Always returns at least one line.
 */
export function wrap(text: string, face: Face, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const finish = () => {
    lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const piece of piecesOf(text)) {
    if (piece === '\n') {
      finish();
      continue;
    }
    const needed = face.width(piece, size);
    if (line !== '' && used + needed > width) finish();
    if (line === '' && piece.trim() === '') continue;
    if (needed <= width) {
      line += piece;
      used += needed;
      continue;
    }
    for (const part of splitToFit(piece, face, size, width)) {
      if (line !== '') finish();
      line = part;
      used = face.width(part, size);
    }
  }
  finish();
  return lines;
}
