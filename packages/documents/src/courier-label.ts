import { code128Mark, qrMark } from './codes.ts';
import { openFaces } from './face.ts';
import { makeFiller } from './fill.ts';
import { lineHeight, MM, type PageSize, Sheet, type TextStyle } from './layout/page.ts';
import type { Rendered } from './render-form.ts';
import { wrap } from './wrap.ts';

/** Sizes of label paper 面单: what thermal printers of couriers take, and A6. */
export const LABEL_SIZES = {
  '100x150': { width: 100 * MM, height: 150 * MM },
  a6: { width: 105 * MM, height: 148 * MM },
} as const satisfies Record<string, PageSize>;
export type LabelSize = keyof typeof LABEL_SIZES;

export interface LabelParty {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly postcode?: string | undefined;
}

/** One parcel: for whom, from whom, and what the mail room scans. */
export interface CourierLabel {
  readonly order: string;
  readonly carrier: string;
  readonly recipient: LabelParty;
  readonly sender: LabelParty;
  /** What is inside, in the words of the label: the medium's serial. */
  readonly contents: string;
}

const EDGE = 4 * MM;
const STEP = 2 * MM;

/** Draws texts from the top; answers where the next one begins. A line that would pass `bottom` is left out. */
function writeDown(sheet: Sheet, texts: readonly (readonly [string, TextStyle])[], box: Box): number {
  let top = box.top;
  for (const [text, style] of texts) {
    for (const part of wrap(text, sheet.face(style), style.size, box.width)) {
      if (top + lineHeight(style.size) > box.bottom) return top;
      sheet.text(part, box.left, top, style);
      top += lineHeight(style.size);
    }
  }
  return top;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly bottom: number;
}

async function drawLabel(sheet: Sheet, label: CourierLabel, size: PageSize): Promise<void> {
  const width = size.width - 2 * EDGE;
  const rule = (y: number) => sheet.add({ kind: 'line', x1: EDGE, y1: y, x2: size.width - EDGE, y2: y, shade: 'ink' });
  const box = (top: number, bottom: number, room = width) => ({ left: EDGE, top, width: room, bottom });
  const party = ({ name, phone, address, postcode }: LabelParty, big: number) =>
    [
      [`${name}　${phone}`, { size: big, bold: true }],
      [address, { size: big - 2 }],
      ...(postcode ? ([[postcode, { size: big - 3 }]] as const) : []),
    ] as const;

  writeDown(sheet, [[label.carrier, { size: 14, bold: true }]], box(EDGE, 16 * MM));
  rule(16 * MM);
  writeDown(sheet, [['收', { size: 9, shade: 'grey' }], ...party(label.recipient, 15)], box(16 * MM + STEP, 66 * MM));
  rule(66 * MM);
  writeDown(sheet, [['寄', { size: 8, shade: 'grey' }], ...party(label.sender, 10)], box(66 * MM + STEP, 92 * MM));
  rule(92 * MM);
  sheet.add(await code128Mark(label.order, { x: EDGE + 6 * MM, y: 95 * MM, width: width - 12 * MM, height: 15 * MM }));
  const code = 30 * MM;
  writeDown(
    sheet,
    [
      [label.order, { size: 13, bold: true }],
      [label.contents, { size: 9 }],
    ],
    box(112 * MM, size.height - EDGE, width - code - STEP),
  );
  sheet.add(qrMark(label.order, size.width - EDGE - code, 112 * MM, code));
}

/**
 * Courier labels 面单, one page each: recipient, sender, and the order number as Code 128 and QR code, for the mail room to
 * scan. Holds personal data: for the printer, never for a store.
 */
export async function renderCourierLabels(
  labels: readonly CourierLabel[],
  from: { readonly authority: string; readonly printedAt: Date; readonly size: LabelSize },
): Promise<Rendered> {
  const [faces, { paint }] = await Promise.all([openFaces(), import('./paint.ts')]);
  const filler = makeFiller({ values: {} }, faces);
  const { plain } = filler;
  const party = ({ name, phone, address, postcode }: LabelParty): LabelParty => ({
    name: plain(name),
    phone: plain(phone),
    address: plain(address),
    postcode: postcode && plain(postcode),
  });
  const size = LABEL_SIZES[from.size];
  const sheet = new Sheet(faces);
  for (const [index, { order, carrier, recipient, sender, contents }] of labels.entries()) {
    if (index > 0) sheet.newPage();
    const label = { order, carrier: plain(carrier), contents: plain(contents) };
    await drawLabel(sheet, { ...label, recipient: party(recipient), sender: party(sender) }, size);
  }
  const particulars = { title: '快递面单', author: from.authority, keywords: [], at: from.printedAt };
  const pdf = await paint(sheet.pages, faces, particulars, undefined, size);
  return { pdf, pages: sheet.pages.length, warnings: filler.warnings };
}
