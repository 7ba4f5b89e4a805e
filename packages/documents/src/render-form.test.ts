import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { formatMark, readMarkFromPdf, readMarkFromPixels, renderForm, scannedImages } from './index.ts';
import { A4 } from './layout/page.ts';
import { layoutSample, textsOf } from './testing/measure.ts';
import { data, sample, stamp, values } from './testing/sample.ts';

describe('rendered form', () => {
  test('is A4, small, the same for the same input, and carries the mark', async () => {
    const { pdf, pages, warnings } = await renderForm(sample, data, stamp);
    const again = await renderForm(sample, data, stamp);
    expect(Buffer.compare(pdf, again.pdf)).toBe(0);
    expect(pdf.length).toBeLessThan(200_000);
    expect(warnings).toEqual([]);
    const read = await PDFDocument.load(pdf, { updateMetadata: false });
    expect(read.getPages().map((page) => page.getSize())).toEqual(
      Array.from({ length: pages }, () => ({ width: A4.width, height: A4.height })),
    );
    expect(read.getCreationDate()).toEqual(stamp.printedAt);
  });

  test('a character the font lacks prints as a visible mark and is reported once', async () => {
    const { warnings } = await renderForm(sample, { values: { ...values, name: '𠮷𠮷公司😀\u0007' } }, stamp);
    expect(warnings.map((one) => one.codePoint)).toEqual(['U+20BB7', 'U+1F600', 'U+0007']);
    expect(textsOf(await layoutSample({ name: '𠮷公司' }))).toContain('〓公司');
  });

  test('[JX-06] a form returned electronically tells its order, data version and template', async () => {
    const { pdf } = await renderForm(sample, data, stamp);
    const reading = readMarkFromPdf(pdf);
    expect(reading).toEqual({
      kind: 'found',
      by: 'text',
      mark: { order: stamp.order, dataVersion: 3, template: 'sample@1' },
    });
  });

  test('[JX-06] the mark is found however a program writes it: plain string, wide string, XMP', async () => {
    const mark = formatMark(stamp);
    const wide = `(\u00fe\u00ff${[...mark].map((c) => `\0${c}`).join('')})`;
    for (const written of [`/Keywords (${mark})`, `/Keywords ${wide}`, `<pdf:Keywords>${mark}</pdf:Keywords>`]) {
      expect(readMarkFromPdf(Buffer.from(`%PDF-1.7\n${written}`, 'latin1'))).toMatchObject({
        kind: 'found',
        by: 'text',
      });
    }
  });

  test('files without a mark or without sense are told apart', async () => {
    const plain = await PDFDocument.create();
    plain.addPage();
    expect(readMarkFromPdf(await plain.save())).toEqual({ kind: 'none' });
    expect(readMarkFromPdf(new TextEncoder().encode('not a pdf'))).toEqual({ kind: 'unreadable' });
    expect(scannedImages(new Uint8Array(10))).toEqual([]);
    expect(await readMarkFromPixels({ data: new Uint8Array(4), width: 5, height: 5 })).toEqual({ kind: 'unreadable' });
    expect(await readMarkFromPixels({ data: new Uint8Array(400).fill(255), width: 10, height: 10 })).toEqual({
      kind: 'none',
    });
  });
});
