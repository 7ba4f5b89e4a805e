import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PDFDocument, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { parseMark, type VersionMark } from './version-mark.ts';

/** Beyond these an upload is not searched: pixels of an A3 page at 600 dpi, and 40 MB of PDF. */
const MOST_PIXELS = 70_000_000;
const MOST_BYTES = 40 * 1024 * 1024;
const MOST_IMAGES = 20;

/** RGBA pixels, four bytes each, row by row from the top left. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * What a file says about its version. `text`: from the keywords of a PDF made here, certain. `qr`: read from a picture.
 * `none`: readable but without a mark, e.g. a scan as PDF (try `scannedImages`). `unreadable`: damaged or encrypted.
 */
export type MarkReading =
  | { readonly kind: 'found'; readonly mark: VersionMark; readonly by: 'text' | 'qr' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

async function open(pdf: Uint8Array): Promise<PDFDocument | undefined> {
  if (pdf.length > MOST_BYTES) return undefined;
  try {
    return await PDFDocument.load(pdf, { updateMetadata: false });
  } catch {
    // The library reports damage, encryption and nonsense with many kinds of errors; for us they are one answer.
    return undefined;
  }
}

/** Reads the version mark that `renderForm` left in a PDF returned electronically. JX-06. */
export async function readMarkFromPdf(pdf: Uint8Array): Promise<MarkReading> {
  const document = await open(pdf);
  if (document === undefined) return { kind: 'unreadable' };
  const mark = parseMark(document.getKeywords() ?? '');
  return mark === undefined ? { kind: 'none' } : { kind: 'found', mark, by: 'text' };
}

/** The JPEG pictures inside a PDF, in document order, at most 20: the pages of a scan. Empty when unreadable. */
export async function scannedImages(pdf: Uint8Array): Promise<readonly Uint8Array[]> {
  const document = await open(pdf);
  const images: Uint8Array[] = [];
  for (const [, object] of document?.context.enumerateIndirectObjects() ?? []) {
    if (images.length >= MOST_IMAGES) break;
    if (!(object instanceof PDFRawStream)) continue;
    const isPicture = object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image');
    const isJpeg = String(object.dict.get(PDFName.of('Filter'))).includes('DCTDecode');
    const width = object.dict.get(PDFName.of('Width'));
    if (isPicture && isJpeg && width instanceof PDFNumber && width.asNumber() >= 200) images.push(object.getContents());
  }
  return images;
}

let ready: Promise<unknown> | undefined;

/** The reader's WebAssembly comes from the installed package; by default it would be fetched from the network. */
function prepare(): Promise<unknown> {
  ready ??= readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then((bytes) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(bytes).buffer }, fireImmediately: true }),
  );
  return ready;
}

/** Reads the version mark from the QR code on a scanned or photographed form, in any orientation. JX-06. */
export async function readMarkFromPixels(pixels: Pixels): Promise<MarkReading> {
  const { width, height } = pixels;
  const count = width * height;
  if (!Number.isInteger(count) || count < 1 || count > MOST_PIXELS || pixels.data.length !== 4 * count) {
    return { kind: 'unreadable' };
  }
  await prepare();
  const image = { data: new Uint8ClampedArray(pixels.data), width, height, colorSpace: 'srgb' as const };
  const codes = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 });
  for (const code of codes) {
    const mark = parseMark(code.text);
    if (mark) return { kind: 'found', mark, by: 'qr' };
  }
  return { kind: 'none' };
}
