import { openFaces } from './face.ts';
import { makeFiller } from './fill.ts';
import { A4, BODY, lineHeight, Sheet, type TextStyle } from './layout/page.ts';
import type { Rendered } from './render-form.ts';
import { wrap } from './wrap.ts';

/** One password card (密码卡): its number and the initial PIN of the medium it belongs to. Held in memory only. */
export interface PasswordCard {
  readonly number: string;
  readonly pin: string;
  /** Serial number of the medium. */
  readonly medium: string;
  readonly recipient: string;
}

const FOLD = A4.height / 3;
const CAMOUFLAGE = '8EB3RK5WM6QHX902';

/** Dense characters that keep the PIN on the other side of the folded paper from being read against the light. */
function camouflage(sheet: Sheet, top: number, height: number): void {
  const size = 9;
  let row = 0;
  let state = 1;
  for (let y = top; y + size <= top + height; y += size * 0.8) {
    let text = '';
    for (let i = 0; i < 74; i += 1) {
      // A small linear congruence: the pattern only has to look irregular, and to be the same on every print.
      state = (state * 1103515245 + 12345) % 2147483648;
      text += CAMOUFLAGE.charAt((state >>> 16) % CAMOUFLAGE.length);
    }
    sheet.text(text, BODY.left + (row % 2) * 3, y, { size, bold: true, shade: 'grey' });
    row += 1;
  }
}

function drawCard(sheet: Sheet, authority: string, card: PasswordCard): void {
  const line = (text: string, top: number, style: TextStyle) => {
    for (const [i, part] of wrap(text, sheet.face(style), style.size, BODY.width).entries()) {
      sheet.text(part, BODY.left, top + i * lineHeight(style.size), style);
    }
  };
  const fold = (y: number) =>
    sheet.add({ kind: 'line', x1: 0, y1: y, x2: A4.width, y2: y, shade: 'pale', dashed: true });
  line(authority, 60, { size: 11, shade: 'grey' });
  line('密码信封', 84, { size: 18, bold: true });
  line(`收件人：${card.recipient}`, 126, { size: 11 });
  line(`密码卡号：${card.number}`, 148, { size: 11 });
  line('封口完好方可使用。如有拆痕，请勿使用并立即联系发证机构。', 186, { size: 9, shade: 'grey' });
  fold(FOLD);
  const panel = FOLD + 60;
  sheet.add({ kind: 'rect', x: BODY.left, y: panel, width: BODY.width, height: 150, stroke: 'ink' });
  const inside = (text: string, top: number, style: TextStyle) => sheet.text(text, BODY.left + 20, top, style);
  inside(`介质序列号：${card.medium}`, panel + 16, { size: 11 });
  inside('初始 PIN 码', panel + 46, { size: 9.5, shade: 'grey' });
  inside(card.pin, panel + 62, { size: 26, bold: true });
  inside('首次使用时请立即修改。修改后请销毁本页。', panel + 118, { size: 9.5 });
  fold(2 * FOLD);
  // Folded upward, this third lies over the panel.
  camouflage(sheet, 2 * FOLD + 16, FOLD - 32);
}

/**
 * Password envelopes (密码信封), one A4 page per card folded in three: outside the number, in the middle the initial PIN,
 * below a camouflage that covers it. PINs appear on the page only, never in the document's information.
 */
export async function renderPasswordMailer(
  cards: readonly PasswordCard[],
  from: { readonly authority: string; readonly printedAt: Date },
): Promise<Rendered> {
  // Loaded with the first document: a quarter of all modules of the server, which its start does not need.
  const [faces, { paint }] = await Promise.all([openFaces(), import('./paint.ts')]);
  const filler = makeFiller({ values: {} }, faces);
  const sheet = new Sheet(faces);
  for (const [index, card] of cards.entries()) {
    if (index > 0) sheet.newPage();
    drawCard(sheet, filler.plain(from.authority), {
      number: filler.plain(card.number),
      pin: filler.plain(card.pin),
      medium: filler.plain(card.medium),
      recipient: filler.plain(card.recipient),
    });
  }
  const particulars = { title: '密码信封', author: from.authority, keywords: [], at: from.printedAt };
  const pdf = await paint(sheet.pages, faces, particulars);
  return { pdf, pages: sheet.pages.length, warnings: filler.warnings };
}
