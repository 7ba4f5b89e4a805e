import type { Faces } from '../face.ts';
import type { Filler } from '../fill.ts';
import type { FormBlock, FormData, FormTemplate } from '../template.ts';
import { type FormStamp, shortMark } from '../version-mark.ts';
import { wrap } from '../wrap.ts';
import { layoutBoxes, layoutLines } from './boxes.ts';
import { A4, BODY, lineHeight, MARGIN, type Mark, Sheet, type TextStyle } from './page.ts';
import { layoutNotes, layoutParagraph, layoutSection } from './prose.ts';
import { layoutChoice, layoutRows, layoutTable } from './rows.ts';

/** Where the QR code of the version mark stands on every page; 64 pt (22.6 mm) read well at 150 dpi. */
export const QR_PLACE = { x: MARGIN.left - 4, y: A4.height - 96, size: 64 } as const;
const SMALL: TextStyle = { size: 7.5, shade: 'grey' };

/** `2026-11-22 11:00` in Beijing. */
function beijingTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

function layoutBlock(sheet: Sheet, filler: Filler, block: FormBlock, data: FormData): void {
  switch (block.kind) {
    case 'section':
      layoutSection(sheet, filler, block.title);
      return;
    case 'rows':
      layoutRows(sheet, filler, block);
      return;
    case 'choice':
      layoutChoice(sheet, filler, block, data.values[block.key]);
      return;
    case 'table':
      layoutTable(sheet, filler, block, data.lists?.[block.list] ?? []);
      return;
    case 'paragraph':
      layoutParagraph(sheet, filler, block);
      return;
    case 'notes':
      layoutNotes(sheet, filler, block);
      return;
    case 'boxes':
      layoutBoxes(sheet, filler, block);
      return;
    case 'lines':
      layoutLines(sheet, filler, block);
      return;
    case 'space':
      sheet.y += block.height;
  }
}

function layoutTitle(sheet: Sheet, filler: Filler, template: FormTemplate): void {
  const centred = (text: string, style: TextStyle) => {
    for (const line of wrap(text, sheet.face(style), style.size, BODY.width)) {
      const width = sheet.face(style).width(line, style.size);
      sheet.text(line, BODY.left + (BODY.width - width) / 2, sheet.y, style);
      sheet.y += lineHeight(style.size);
    }
  };
  centred(filler.plain(template.title), { size: 18, bold: true });
  if (template.subtitle !== undefined) centred(filler.cell(template.subtitle), { size: 10.5, shade: 'grey' });
  sheet.y += 8;
}

function layoutHead(sheet: Sheet, filler: Filler, template: FormTemplate, stamp: FormStamp): void {
  const code = shortMark(stamp);
  const codeStyle: TextStyle = { size: 9, bold: true };
  const right = BODY.left + BODY.width;
  const codeWidth = sheet.face(codeStyle).width(code, codeStyle.size);
  const [authority = ''] = wrap(filler.cell(template.authority), sheet.faces.regular, 9, BODY.width - codeWidth - 12);
  sheet.text(authority, BODY.left, 38, { size: 9, shade: 'grey' });
  sheet.text(code, right - codeWidth, 38, codeStyle);
  sheet.add({ kind: 'line', x1: BODY.left, y1: 56, x2: right, y2: 56, shade: 'grey' });
}

function layoutFoot(sheet: Sheet, filler: Filler, template: FormTemplate, stamp: FormStamp, page: string): void {
  const left = QR_PLACE.x + QR_PLACE.size + 8;
  const right = BODY.left + BODY.width;
  const width = right - left;
  let top = QR_PLACE.y + 5;
  if (template.footer !== undefined) {
    const style: TextStyle = { size: 8.5, bold: true };
    for (const line of wrap(filler.cell(template.footer), sheet.faces.bold, style.size, width).slice(0, 2)) {
      sheet.text(line, left, top, style);
      top += lineHeight(style.size);
    }
  }
  const stampLine = `订单号 ${stamp.order}　数据版本 ${stamp.dataVersion}　模板 ${stamp.template}　生成时间 ${beijingTime(stamp.printedAt)}`;
  for (const line of wrap(filler.plain(stampLine), sheet.faces.regular, SMALL.size, width).slice(0, 2)) {
    sheet.text(line, left, top, SMALL);
    top += lineHeight(SMALL.size);
  }
  const pageWidth = sheet.faces.regular.width(page, 8.5);
  const advice = wrap(filler.plain(template.advice ?? ''), sheet.faces.regular, SMALL.size, width - pageWidth - 12);
  sheet.text(advice[0] ?? '', left, top, SMALL);
  sheet.text(page, right - pageWidth, top, { size: 8.5 });
}

/** Lays out a form: pure, in points, pages of marks from top to bottom. */
export function layoutForm(
  template: FormTemplate,
  data: FormData,
  stamp: FormStamp,
  faces: Faces,
  filler: Filler,
): readonly (readonly Mark[])[] {
  const sheet = new Sheet(faces);
  layoutTitle(sheet, filler, template);
  for (const block of template.blocks) layoutBlock(sheet, filler, block, data);
  const total = sheet.pages.length;
  return sheet.pages.map((marks, index) => {
    const frame = new Sheet(faces);
    layoutHead(frame, filler, template, stamp);
    layoutFoot(frame, filler, template, stamp, `第 ${index + 1} 页 / 共 ${total} 页`);
    return [...(frame.pages[0] ?? []), ...marks];
  });
}
