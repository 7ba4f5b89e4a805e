import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readBarcodes } from 'zxing-wasm/reader';
import { openFaces } from './face.ts';
import { LABEL_SIZES, readMarkFromPixels, renderCourierLabels, renderPinCards } from './index.ts';
import { MM, Sheet } from './layout/page.ts';
import { layoutPinCards, PIN_SHEET } from './pin-cards.ts';
import { stamp } from './testing/sample.ts';

const printedAt = stamp.printedAt;
const label = (order: string, address = '江西省南昌市红谷滩区示例路 1 号') => ({
  order,
  carrier: '顺丰速运',
  recipient: { name: '王小明', phone: '13800000000', address, postcode: '330000' },
  sender: { name: '示例电子认证服务有限公司', phone: '0791-00000000', address: '南昌市示例大道 2 号' },
  contents: '数字证书介质 YK260302-000001-A',
});
const hasPdftoppm = await promisify(execFile)('pdftoppm', ['-v']).then(
  () => true,
  () => false,
);

async function picture(pdf: Uint8Array): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'yinxin-labels-'));
  try {
    await writeFile(join(folder, 'a.pdf'), pdf);
    await promisify(execFile)('pdftoppm', [
      '-r',
      '200',
      '-png',
      '-singlefile',
      join(folder, 'a.pdf'),
      join(folder, 'a'),
    ]);
    return await readFile(join(folder, 'a.png'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('courier labels', () => {
  test('one page of the size of the paper for each parcel', async () => {
    const labels = [label('JX260302-000001-A'), label('JX260302-000002-B')];
    const { pdf, pages } = await renderCourierLabels(labels, { authority: '机构', printedAt, size: '100x150' });
    const read = await PDFDocument.load(pdf);
    expect([pages, read.getPageCount()]).toEqual([2, 2]);
    const { width, height } = read.getPage(1).getSize();
    expect([width / MM, height / MM].map(Math.round)).toEqual([100, 150]);
    expect(LABEL_SIZES.a6.height / MM).toBeCloseTo(148);
  });

  test('a very long address ends before the sender begins, and nothing of it is drawn twice', async () => {
    const long = label('JX260302-000001-A', '很长的地址'.repeat(80));
    await expect(renderCourierLabels([long], { authority: '机构', printedAt, size: 'a6' })).resolves.toMatchObject({
      pages: 1,
      warnings: [],
    });
  });

  test.runIf(hasPdftoppm)('the order number reads back from the printed lines and from the QR code', async () => {
    const order = 'JX260302-000001-A';
    const { pdf } = await renderCourierLabels([label(order)], { authority: '机构', printedAt, size: '100x150' });
    const png = await picture(pdf);
    // The reader of version marks makes its WebAssembly ready; both codes then read from the picture.
    const raw = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    await readMarkFromPixels({ data: new Uint8Array(raw.data), width: raw.info.width, height: raw.info.height });
    const found = await readBarcodes(new Uint8Array(png), { formats: ['Code128', 'QRCode'], tryHarder: true });
    expect(found.map(({ format, text }) => [format, text]).toSorted()).toEqual([
      ['Code128', order],
      ['QRCode', order],
    ]);
  });
});

describe('cards on hidden-PIN paper', () => {
  const cards = Array.from({ length: 11 }, (_, i) => ({
    number: `MK260302-00000${i}-A`,
    pin: `7392048${i % 10}`,
    medium: 'YK260302-000001-A',
    recipient: '',
  }));

  test('the PIN lies wholly inside the field the paper conceals, on ten cards to a sheet', async () => {
    const sheet = new Sheet(await openFaces());
    layoutPinCards(cards, '发证机构', sheet);
    expect(sheet.pages.map((page) => page.filter((mark) => mark.kind === 'code').length)).toEqual([10, 1]);
    const pins = new Set(cards.map(({ pin }) => pin));
    const { field, left, top, card } = PIN_SHEET;
    let found = 0;
    for (const mark of sheet.pages.flat()) {
      if (mark.kind !== 'text' || !pins.has(mark.text)) continue;
      found += 1;
      const x = (mark.x - left) % card.width;
      const y = (mark.y - top) % card.height;
      expect(x).toBeGreaterThan(field.x);
      expect(x + mark.width).toBeLessThan(field.x + field.width);
      expect(y - mark.size * 0.88).toBeGreaterThan(field.y);
      expect(y + mark.size * 0.12).toBeLessThan(field.y + field.height);
    }
    expect(found).toBe(cards.length);
  });

  test('the PIN is in no word of the file around the page', async () => {
    const { pdf, pages } = await renderPinCards(cards, { authority: '发证机构', printedAt });
    expect(pages).toBe(2);
    const bytes = Buffer.from(pdf).toString('latin1');
    for (const { pin } of cards) expect(bytes).not.toContain(pin);
  });
});
