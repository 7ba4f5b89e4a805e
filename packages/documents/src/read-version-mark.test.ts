import QRCode from 'qrcode';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { formatMark, readMarkFromPixels } from './index.ts';
import { stamp } from './testing/sample.ts';

// A page corner at 150 dpi: three to four dots per module, as `renderForm` prints it.
async function photograph(text: string, degrees: number) {
  const png = await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, width: 133 });
  const turned = await sharp(png)
    .extend({ top: 80, bottom: 300, left: 60, right: 500, background: '#fff' })
    .png()
    .toBuffer();
  const { data, info } = await sharp(turned)
    .rotate(degrees, { background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

test.each([0, 2, -2, 90, 182])('[JX-06] the QR code reads at 150 dpi, turned by %i degrees', async (degrees) => {
  const reading = await readMarkFromPixels(await photograph(formatMark(stamp), degrees));
  expect(reading).toMatchObject({ kind: 'found', by: 'qr', mark: { order: stamp.order, dataVersion: 3 } });
});

test('a QR code of somebody else is no mark', async () => {
  expect(await readMarkFromPixels(await photograph('https://example.com/', 0))).toEqual({ kind: 'none' });
});
