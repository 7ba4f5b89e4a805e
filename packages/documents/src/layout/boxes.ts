import type { Filler } from '../fill.ts';
import type { FormBlock, FormBox } from '../template.ts';
import { wrap } from '../wrap.ts';
import { BODY, lineHeight, MM, type Sheet, type TextStyle } from './page.ts';

/** An official seal (公章) of an organisation measures 40 to 45 mm, a name seal (法定代表人名章) up to 25 mm. */
const SEAL_RADIUS = 21 * MM;
const NAME_SEAL = 25 * MM;
const LABEL: TextStyle = { size: 9.5, bold: true };
const HINT: TextStyle = { size: 8, shade: 'grey' };

function drawMark(sheet: Sheet, box: FormBox, x: number, width: number, top: number, bottom: number): void {
  const cx = x + width / 2;
  const cy = (top + bottom) / 2;
  if (box.mark === 'round') {
    // A smaller circle would tell the wrong size; without room for a whole seal there is none.
    if (Math.min((bottom - top) / 2, width / 2) < SEAL_RADIUS) return;
    sheet.add({ kind: 'circle', x: cx, y: cy, radius: SEAL_RADIUS, shade: 'pale' });
  } else if (box.mark === 'square') {
    const x0 = cx - NAME_SEAL / 2;
    const y0 = cy - NAME_SEAL / 2;
    sheet.add({ kind: 'rect', x: x0, y: y0, width: NAME_SEAL, height: NAME_SEAL, stroke: 'pale' });
  }
}

/** Boxes side by side for stamps and signatures, never broken over two pages. */
export function layoutBoxes(sheet: Sheet, filler: Filler, block: Extract<FormBlock, { kind: 'boxes' }>): void {
  sheet.need(block.height);
  const width = BODY.width / block.boxes.length;
  for (const [index, box] of block.boxes.entries()) {
    const x = BODY.left + index * width;
    sheet.add({ kind: 'rect', x, y: sheet.y, width, height: block.height, stroke: 'ink' });
    let top = sheet.y + 4;
    for (const line of wrap(filler.plain(box.label), sheet.face(LABEL), LABEL.size, width - 12)) {
      sheet.text(line, x + 6, top, LABEL);
      top += lineHeight(LABEL.size);
    }
    const hints = box.hint === undefined ? [] : wrap(filler.plain(box.hint), sheet.face(HINT), HINT.size, width - 12);
    let low = sheet.y + block.height - 4 - hints.length * lineHeight(HINT.size);
    drawMark(sheet, box, x, width, top + 2, low - 2);
    for (const line of hints) {
      sheet.text(line, x + 6, low, HINT);
      low += lineHeight(HINT.size);
    }
  }
  sheet.y += block.height;
}

/** Lines to write on by hand, 9 mm apart. */
export function layoutLines(sheet: Sheet, filler: Filler, block: Extract<FormBlock, { kind: 'lines' }>): void {
  const label = filler.plain(block.label);
  const pitch = 9 * MM;
  sheet.need(pitch * Math.min(block.count, 3));
  for (let i = 0; i < block.count; i += 1) {
    sheet.need(pitch);
    const labelWidth = i === 0 ? sheet.face(LABEL).width(label, LABEL.size) + 6 : 0;
    if (i === 0) sheet.text(label, BODY.left, sheet.y + pitch - lineHeight(LABEL.size) - 2, LABEL);
    const y = sheet.y + pitch - 3;
    sheet.add({ kind: 'line', x1: BODY.left + labelWidth, y1: y, x2: BODY.left + BODY.width, y2: y, shade: 'grey' });
    sheet.y += pitch;
  }
}
