import { randomInt } from 'node:crypto';
import { qrMark } from './codes.ts';
import { openFaces } from './face.ts';
import { makeFiller } from './fill.ts';
import { A4, lineHeight, MM, Sheet } from './layout/page.ts';
import type { PasswordCard } from './password-mailer.ts';
import type { Rendered } from './render-form.ts';

/**
 * Pre-printed hidden-PIN paper 隐藏密码纸: A4 with ten cards of 85.6 × 54 mm (ISO/IEC 7810 ID-1), two across and five down.
 * The concealing label or scratch panel of the paper lies over `field`, measured from the top left of each card. What hides
 * the PIN is the paper; the print only puts the PIN wholly inside the field and a pattern of the same digits around it.
 */
export const PIN_SHEET = {
  columns: 2,
  rows: 5,
  left: 19.4 * MM,
  top: 13.5 * MM,
  card: { width: 85.6 * MM, height: 54 * MM },
  field: { x: 8 * MM, y: 30 * MM, width: 46 * MM, height: 15 * MM },
} as const;

const PER_SHEET = PIN_SHEET.columns * PIN_SHEET.rows;
const PIN_STYLE = { size: 17, bold: true } as const;
const PATTERN_STYLE = { size: 5, shade: 'pale' } as const;

/** Where the card of an index lies on its page. */
function placeOf(index: number): { readonly x: number; readonly y: number } {
  const at = index % PER_SHEET;
  const { columns, left, top, card } = PIN_SHEET;
  return { x: left + (at % columns) * card.width, y: top + Math.floor(at / columns) * card.height };
}

/** Small random digits above and under the PIN, others on every card: light through the paper shows digits everywhere. */
function pattern(sheet: Sheet, x: number, y: number, height: number): void {
  const { width } = PIN_SHEET.field;
  const step = PATTERN_STYLE.size;
  for (let top = y; top + step <= y + height; top += step) {
    let digits = '';
    while (sheet.face(PATTERN_STYLE).width(`${digits}0`, step) < width - 2) digits += String(randomInt(10));
    sheet.text(digits, x + 1, top - (lineHeight(step) - step) / 2, PATTERN_STYLE);
  }
}

function drawCard(sheet: Sheet, authority: string, card: PasswordCard, at: { readonly x: number; readonly y: number }) {
  const { card: size, field } = PIN_SHEET;
  sheet.add({ kind: 'rect', x: at.x, y: at.y, width: size.width, height: size.height, stroke: 'pale' });
  const write = (text: string, x: number, y: number, style: Parameters<Sheet['text']>[3]) =>
    sheet.text(text, at.x + x, at.y + y, style);
  write(authority, 5 * MM, 3 * MM, { size: 7, shade: 'grey' });
  write('密码卡', 5 * MM, 7 * MM, { size: 12, bold: true });
  write(`卡号 ${card.number}`, 5 * MM, 15 * MM, { size: 9 });
  write(`介质 ${card.medium}`, 5 * MM, 20.5 * MM, { size: 7 });
  write('初始 PIN 码（刮开或揭开）', field.x, 25 * MM, { size: 7, shade: 'grey' });
  sheet.add(qrMark(card.number, at.x + 60 * MM, at.y + 5 * MM, 20 * MM));
  sheet.add({
    kind: 'rect',
    x: at.x + field.x,
    y: at.y + field.y,
    width: field.width,
    height: field.height,
    stroke: 'pale',
  });
  const band = 4 * MM;
  pattern(sheet, at.x + field.x, at.y + field.y + 1, band);
  pattern(sheet, at.x + field.x, at.y + field.y + field.height - band, band);
  const wide = sheet.face(PIN_STYLE).width(card.pin, PIN_STYLE.size);
  const middle = field.y + field.height / 2 - lineHeight(PIN_STYLE.size) / 2;
  write(card.pin, field.x + (field.width - wide) / 2, middle, PIN_STYLE);
  write('覆盖层完好方可使用；首次使用请立即修改 PIN 码。', 5 * MM, 47.5 * MM, { size: 6.5, shade: 'grey' });
}

/** The pages, without the bytes: for `renderPinCards` and for tests of where the PIN lies. */
export function layoutPinCards(cards: readonly PasswordCard[], authority: string, sheet: Sheet): void {
  for (const [index, card] of cards.entries()) {
    if (index > 0 && index % PER_SHEET === 0) sheet.newPage();
    drawCard(sheet, authority, card, placeOf(index));
  }
}

/**
 * Password cards 密码卡 on hidden-PIN paper, ten to a sheet (BJ-04: under the scratch layer). PINs stand in the concealed
 * field only, never in the document's information.
 */
export async function renderPinCards(
  cards: readonly PasswordCard[],
  from: { readonly authority: string; readonly printedAt: Date },
): Promise<Rendered> {
  const [faces, { paint }] = await Promise.all([openFaces(), import('./paint.ts')]);
  const filler = makeFiller({ values: {} }, faces);
  const sheet = new Sheet(faces);
  const printable = cards.map((card) => ({ ...card, medium: filler.plain(card.medium) }));
  layoutPinCards(printable, filler.plain(from.authority), sheet);
  const particulars = { title: '密码卡', author: from.authority, keywords: [], at: from.printedAt };
  const pdf = await paint(sheet.pages, faces, particulars, undefined, A4);
  return { pdf, pages: sheet.pages.length, warnings: filler.warnings };
}
