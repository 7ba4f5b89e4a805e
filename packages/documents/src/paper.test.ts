import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { readMarkFromPdf, readMarkFromPixels, renderForm, scannedImages } from './index.ts';
import { layoutSample, type TextMark } from './testing/measure.ts';
import { data, sample, stamp } from './testing/sample.ts';

const hasPdftoppm = await promisify(execFile)('pdftoppm', ['-v']).then(
  () => true,
  () => false,
);

/** The first page as PNG. */
async function toPng(pdf: Uint8Array, dpi: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'yinxin-documents-'));
  try {
    await writeFile(join(folder, 'form.pdf'), pdf);
    await promisify(execFile)('pdftoppm', [
      '-r',
      String(dpi),
      '-png',
      '-singlefile',
      join(folder, 'form.pdf'),
      join(folder, 'form'),
    ]);
    return await readFile(join(folder, 'form.png'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pixelsOf(image: Sharp) {
  const { data: bytes, info } = await sharp(await image.png().toBuffer())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(bytes), width: info.width, height: info.height };
}

describe.runIf(hasPdftoppm)('as seen on paper', () => {
  test('[JX-06] the QR code reads from scans: straight, crooked, upside down, blurred, at 150 and 100 dpi', async () => {
    const png = await toPng((await renderForm(sample, data, stamp)).pdf, 150);
    const scans = {
      straight: sharp(png),
      crooked: sharp(png).rotate(2, { background: '#fff' }),
      upsideDown: sharp(png).rotate(180),
      blurred: sharp(await sharp(png).rotate(-2, { background: '#eee' }).blur(1.2).jpeg({ quality: 30 }).toBuffer()),
      coarse: sharp(png).resize({ width: 827 }),
    };
    for (const [name, scan] of Object.entries(scans)) {
      expect([name, await readMarkFromPixels(await pixelsOf(scan))]).toEqual([
        name,
        { kind: 'found', by: 'qr', mark: { order: stamp.order, dataVersion: 3, template: 'sample@1' } },
      ]);
    }
  });

  test('[JX-06] a scan packed into a PDF gives its picture, and the picture its mark', async () => {
    const jpeg = await sharp(await toPng((await renderForm(sample, data, stamp)).pdf, 150))
      .jpeg()
      .toBuffer();
    const scan = await PDFDocument.create();
    scan.addPage().drawImage(await scan.embedJpg(jpeg));
    const bytes = await scan.save();
    expect(readMarkFromPdf(bytes)).toEqual({ kind: 'none' });
    const [picture] = scannedImages(bytes);
    expect(picture && (await readMarkFromPixels(await pixelsOf(sharp(picture))))).toMatchObject({
      kind: 'found',
      by: 'qr',
    });
  });

  test('Chinese characters leave ink where the layout put them', async () => {
    const { pdf } = await renderForm(sample, data, stamp);
    const [page = []] = await layoutSample({});
    const { data: grey, info } = await sharp(await toPng(pdf, 144))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const texts = page.filter((mark): mark is TextMark => mark.kind === 'text' && mark.text.trim() !== '');
    for (const mark of texts) {
      const step = mark.width / [...mark.text].length;
      for (const [i, c] of [...mark.text].entries()) {
        if (!/\p{Script=Han}/u.test(c) || /[A-Za-z0-9 （）]/.test(mark.text)) continue;
        let ink = 0;
        for (let y = Math.round((mark.y - mark.size * 0.9) * 2); y < (mark.y + mark.size * 0.15) * 2; y += 1) {
          for (let x = Math.round((mark.x + i * step) * 2); x < (mark.x + (i + 1) * step) * 2; x += 1) {
            if ((grey[y * info.width + x] ?? 255) < 170) ink += 1;
          }
        }
        expect([mark.text, c, ink > 8]).toEqual([mark.text, c, true]);
      }
    }
  });
});
