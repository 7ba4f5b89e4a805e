import type { Filler } from '../fill.ts';
import type { FormBlock } from '../template.ts';
import { wrap } from '../wrap.ts';
import { BODY, lineHeight, type Sheet, type TextStyle } from './page.ts';

const NOTE: TextStyle = { size: 9 };
const NOTE_HANG = 16;

/** Section head: a bar and bold text, kept together with what follows. */
export function layoutSection(sheet: Sheet, filler: Filler, title: string): void {
  sheet.need(70);
  if (sheet.y > BODY.top) sheet.y += 6;
  sheet.add({ kind: 'rect', x: BODY.left, y: sheet.y + 4, width: 3, height: 12, fill: 'ink' });
  sheet.text(filler.plain(title), BODY.left + 9, sheet.y, { size: 11.5, bold: true });
  sheet.y += 21;
}

/** Running text, wrapped; `indent` leaves the customary two characters before the first line. */
export function layoutParagraph(sheet: Sheet, filler: Filler, block: Extract<FormBlock, { kind: 'paragraph' }>): void {
  const style: TextStyle = { size: block.size ?? 10.5, bold: block.bold ?? false };
  sheet.y += 4;
  const text = `${block.indent ? '　　' : ''}${filler.prose(block.text)}`;
  for (const line of wrapIndented(sheet, text, style)) {
    sheet.need(lineHeight(style.size));
    const slack = BODY.width - sheet.face(style).width(line, style.size);
    const align = block.align ?? 'left';
    const shift = align === 'left' ? 0 : align === 'right' ? slack : slack / 2;
    sheet.text(line, BODY.left + shift, sheet.y, style);
    sheet.y += lineHeight(style.size) + 2;
  }
  sheet.y += 4;
}

function wrapIndented(sheet: Sheet, text: string, style: TextStyle): string[] {
  const indent = /^　*/u.exec(text)?.[0] ?? '';
  // The wrapper drops blanks at the start of a line, so the indent is held by two dots of the same width.
  const held = '〓'.repeat(indent.length) + text.slice(indent.length);
  const [first = '', ...rest] = wrap(held, sheet.face(style), style.size, BODY.width);
  return [indent + first.slice(indent.length), ...rest];
}

/** Numbered notes with a hanging indent. */
export function layoutNotes(sheet: Sheet, filler: Filler, block: Extract<FormBlock, { kind: 'notes' }>): void {
  sheet.y += 5;
  if (block.title !== undefined) {
    sheet.need(3 * lineHeight(NOTE.size));
    sheet.text(filler.plain(block.title), BODY.left, sheet.y, { ...NOTE, bold: true });
    sheet.y += lineHeight(NOTE.size);
  }
  for (const [index, item] of block.items.entries()) {
    const lines = wrap(filler.prose(item), sheet.face(NOTE), NOTE.size, BODY.width - NOTE_HANG);
    sheet.need(lineHeight(NOTE.size));
    sheet.text(`${index + 1}.`, BODY.left, sheet.y, NOTE);
    for (const line of lines) {
      sheet.need(lineHeight(NOTE.size));
      sheet.text(line, BODY.left + NOTE_HANG, sheet.y, NOTE);
      sheet.y += lineHeight(NOTE.size);
    }
  }
  sheet.y += 4;
}
