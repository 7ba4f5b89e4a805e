import { PDFDocument, type PDFFont, type PDFPage, rgb } from '@cantoo/pdf-lib';
import QRCode from 'qrcode';
import type { Face, Faces } from './face.ts';
import { A4, type Mark, type PageSize, type Shade } from './layout/page.ts';

const INK: Readonly<Record<Shade, ReturnType<typeof rgb>>> = {
  ink: rgb(0.07, 0.07, 0.07),
  grey: rgb(0.38, 0.38, 0.38),
  pale: rgb(0.72, 0.72, 0.72),
  fill: rgb(0.945, 0.95, 0.96),
};

/** A QR code on every page at a place in points from the top left; error correction M. */
export interface PlacedQr {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** What goes into the document information. */
export interface Particulars {
  readonly title: string;
  readonly author: string;
  readonly keywords: readonly string[];
  readonly at: Date;
}

async function embed(pdf: PDFDocument, face: Face): Promise<PDFFont> {
  // The parsed font is handed over as it is: parsing 10 MB again for each form would cost more than the form.
  pdf.registerFontkit({ create: () => face.font });
  // A fixed name instead of a random suffix, so that the same form gives the same bytes.
  return pdf.embedFont(face.bytes, { subset: true, customName: `YINXIN+${face.name}` });
}

function paintQr(page: PDFPage, qr: PlacedQr): void {
  const { modules } = QRCode.create(qr.text, { errorCorrectionLevel: 'M' });
  const unit = qr.size / (modules.size + 8);
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let col = 0; col < modules.size; col += 1) {
      if (modules.get(row, col)) path += `M${col + 4} ${row + 4}h1v1h-1z`;
    }
  }
  page.drawRectangle({ x: qr.x, y: A4.height - qr.y - qr.size, width: qr.size, height: qr.size, color: rgb(1, 1, 1) });
  page.drawSvgPath(path, { x: qr.x, y: A4.height - qr.y, scale: unit, color: rgb(0, 0, 0) });
}

function paintCode(page: PDFPage, code: Extract<Mark, { kind: 'code' }>, top: number): void {
  const unit = code.width / (code.rows[0]?.length ?? 1);
  const tall = code.height / code.rows.length / unit;
  const path = code.rows.flatMap((modules, row) =>
    [...modules.matchAll(/#+/g)].map(
      ({ 0: dark, index }) => `M${index} ${row * tall}h${dark.length}v${tall}h-${dark.length}z`,
    ),
  );
  page.drawSvgPath(path.join(''), { x: code.x, y: top - code.y, scale: unit, color: rgb(0, 0, 0) });
}

function paintMark(page: PDFPage, mark: Mark, fonts: { regular: PDFFont; bold: PDFFont }): void {
  const top = page.getHeight();
  switch (mark.kind) {
    case 'text':
      page.drawText(mark.text, {
        x: mark.x,
        y: top - mark.y,
        size: mark.size,
        font: mark.bold ? fonts.bold : fonts.regular,
        color: INK[mark.shade],
      });
      return;
    case 'rect':
      page.drawRectangle({
        x: mark.x,
        y: top - mark.y - mark.height,
        width: mark.width,
        height: mark.height,
        ...(mark.fill ? { color: INK[mark.fill] } : {}),
        ...(mark.stroke ? { borderColor: INK[mark.stroke], borderWidth: 0.6 } : {}),
      });
      return;
    case 'line':
      page.drawLine({
        start: { x: mark.x1, y: top - mark.y1 },
        end: { x: mark.x2, y: top - mark.y2 },
        thickness: 0.6,
        color: INK[mark.shade],
        ...(mark.dashed ? { dashArray: [3, 3] } : {}),
      });
      return;
    case 'circle':
      page.drawCircle({
        x: mark.x,
        y: top - mark.y,
        size: mark.radius,
        borderColor: INK[mark.shade],
        borderWidth: 0.6,
        borderDashArray: [2, 3],
      });
      return;
    case 'code':
      paintCode(page, mark, top);
  }
}

/** Paints laid-out pages as a PDF, A4 unless another size is given. The same input gives the same bytes. */
export async function paint(
  pages: readonly (readonly Mark[])[],
  faces: Faces,
  particulars: Particulars,
  qr?: PlacedQr,
  size: PageSize = A4,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(particulars.title, { showInWindowTitleBar: true });
  pdf.setAuthor(particulars.author);
  pdf.setKeywords([...particulars.keywords]);
  pdf.setProducer('Yinxin');
  pdf.setCreator('Yinxin');
  pdf.setLanguage('zh-CN');
  pdf.setCreationDate(particulars.at);
  pdf.setModificationDate(particulars.at);
  const fonts = { regular: await embed(pdf, faces.regular), bold: await embed(pdf, faces.bold) };
  for (const marks of pages) {
    const page = pdf.addPage([size.width, size.height]);
    for (const mark of marks) paintMark(page, mark, fonts);
    if (qr) paintQr(page, qr);
  }
  // Without object streams the document information stays in clear, where the version mark is looked for.
  return pdf.save({ useObjectStreams: false });
}
