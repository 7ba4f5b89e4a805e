import type { Filler } from '../fill.ts';
import type { FormBlock, FormCell } from '../template.ts';
import { wrap } from '../wrap.ts';
import { BODY, lineHeight, type Sheet, type TextStyle } from './page.ts';

const LABEL: TextStyle = { size: 9.5, bold: true };
const VALUE: TextStyle = { size: 10.5 };
const NOTE: TextStyle = { size: 8, shade: 'grey' };
const LABEL_WIDTH = 86;
const PAD = 5;
const LEAST_HEIGHT = 25;

interface Line {
  readonly text: string;
  readonly style: TextStyle;
}

/** One column of a row: its place, its lines and whether it is shaded as a label. */
interface Column {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
  readonly shaded: boolean;
}

const heightOf = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + lineHeight(line.style.size), 0);

function linesOf(sheet: Sheet, text: string, style: TextStyle, width: number): Line[] {
  if (text === '') return [];
  return wrap(text, sheet.face(style), style.size, width - 2 * PAD).map((line) => ({ text: line, style }));
}

/** How many of the lines fit into a height. */
function fitting(lines: readonly Line[], height: number): number {
  let used = 0;
  let count = 0;
  for (const line of lines) {
    used += lineHeight(line.style.size);
    if (used > height) break;
    count += 1;
  }
  return count;
}

function drawRow(sheet: Sheet, columns: readonly Column[], height: number): void {
  for (const column of columns) {
    const { x, width } = column;
    sheet.add({
      kind: 'rect',
      x,
      y: sheet.y,
      width,
      height,
      stroke: 'ink',
      ...(column.shaded ? { fill: 'fill' } : {}),
    });
    let top = sheet.y + Math.max(PAD / 2, (height - heightOf(column.lines)) / 2);
    for (const line of column.lines) {
      sheet.text(line.text, x + PAD, top, line.style);
      top += lineHeight(line.style.size);
    }
  }
  sheet.y += height;
}

/** Places a row; one that is higher than what a page can hold continues on the next, labels repeated. */
function placeRow(sheet: Sheet, columns: readonly Column[]): void {
  const height = Math.max(LEAST_HEIGHT, ...columns.map((column) => heightOf(column.lines) + 2 * PAD));
  sheet.need(height);
  if (height <= sheet.room) {
    drawRow(sheet, columns, height);
    return;
  }
  const room = sheet.room - 2 * PAD;
  const part = (column: Column, from: 'first' | 'rest'): Column => {
    if (column.shaded) return column;
    const cut = fitting(column.lines, room);
    return { ...column, lines: from === 'first' ? column.lines.slice(0, cut) : column.lines.slice(cut) };
  };
  drawRow(
    sheet,
    columns.map((column) => part(column, 'first')),
    sheet.room,
  );
  const rest = columns.map((column) => part(column, 'rest'));
  if (rest.some((column) => !column.shaded && column.lines.length > 0)) {
    sheet.newPage();
    placeRow(sheet, rest);
  }
}

function cellColumns(sheet: Sheet, filler: Filler, cells: readonly FormCell[]): Column[] {
  const total = cells.reduce((sum, cell) => sum + (cell.weight ?? 1), 0);
  const columns: Column[] = [];
  let x: number = BODY.left;
  for (const cell of cells) {
    const width = (BODY.width * (cell.weight ?? 1)) / total;
    const labelWidth = Math.min(LABEL_WIDTH, width / 2);
    const valueWidth = width - labelWidth;
    const value = linesOf(sheet, filler.cell(cell.value), VALUE, valueWidth);
    const note = cell.note === undefined ? [] : linesOf(sheet, filler.plain(cell.note), NOTE, valueWidth);
    columns.push(
      { x, width: labelWidth, shaded: true, lines: linesOf(sheet, filler.plain(cell.label), LABEL, labelWidth) },
      {
        x: x + labelWidth,
        width: valueWidth,
        shaded: false,
        // An empty line keeps room for handwriting above the note.
        lines: value.length === 0 && note.length > 0 ? [{ text: '', style: VALUE }, ...note] : [...value, ...note],
      },
    );
    x += width;
  }
  return columns;
}

/** Rows of labelled fields with ruled borders. */
export function layoutRows(sheet: Sheet, filler: Filler, block: Extract<FormBlock, { kind: 'rows' }>): void {
  for (const cells of block.rows) placeRow(sheet, cellColumns(sheet, filler, cells));
}

/** One labelled row of options, the chosen one ticked. */
export function layoutChoice(
  sheet: Sheet,
  filler: Filler,
  block: Extract<FormBlock, { kind: 'choice' }>,
  chosen: string | undefined,
): void {
  const value = block.options.map((one) => `${one.value === chosen ? '■' : '□'} ${one.text}`).join('　');
  const label = linesOf(sheet, filler.plain(block.label), LABEL, LABEL_WIDTH);
  const width = BODY.width - LABEL_WIDTH;
  placeRow(sheet, [
    { x: BODY.left, width: LABEL_WIDTH, shaded: true, lines: label },
    { x: BODY.left + LABEL_WIDTH, width, shaded: false, lines: linesOf(sheet, filler.plain(value), VALUE, width) },
  ]);
}

/** A table with a head row and one row per entry of a list. */
export function layoutTable(
  sheet: Sheet,
  filler: Filler,
  block: Extract<FormBlock, { kind: 'table' }>,
  entries: readonly Readonly<Record<string, string>>[],
): void {
  const total = block.columns.reduce((sum, column) => sum + column.weight, 0);
  const row = (shaded: boolean, style: TextStyle, textOf: (column: (typeof block.columns)[number]) => string) => {
    let x: number = BODY.left;
    return block.columns.map((column): Column => {
      const width = (BODY.width * column.weight) / total;
      const placed = { x, width, shaded, lines: linesOf(sheet, filler.plain(textOf(column)), style, width) };
      x += width;
      return placed;
    });
  };
  placeRow(
    sheet,
    row(true, LABEL, (column) => column.title),
  );
  for (const entry of entries) {
    placeRow(
      sheet,
      row(false, { size: 9.5 }, (column) => entry[column.key] ?? ''),
    );
  }
}
