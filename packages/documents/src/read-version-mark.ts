import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseMark, type VersionMark } from './version-mark.ts';

/** Beyond these an upload is not searched: pixels of an A4 page at 600 dpi, and 40 MB of PDF. */
const MOST_PIXELS = 36_000_000;
const MOST_BYTES = 40 * 1024 * 1024;
const MOST_IMAGES = 20;
/** Smaller pictures are logos or stamps, not scanned pages. */
const LEAST_PICTURE = 8 * 1024;

/** RGBA pixels, four bytes each, row by row from the top left. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * What a file says about its version. `text`: from the keywords of a PDF made here, certain. `qr`: read from a picture.
 * `none`: readable but without a mark, e.g. a scan as PDF (try `scannedImages`). `unreadable`: no PDF, no picture, or too large.
 */
export type MarkReading =
  | { readonly kind: 'found'; readonly mark: VersionMark; readonly by: 'text' | 'qr' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

/** The latin1 text of a PDF; undefined for what is none or too large. */
function textOf(pdf: Uint8Array): string | undefined {
  if (pdf.length > MOST_BYTES) return undefined;
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).toString('latin1');
  // Some programs write a few bytes before the head.
  return text.slice(0, 1024).includes('%PDF-') ? text : undefined;
}

/** The ways in which programs write a short ASCII string: literal, UTF-16BE literal, UTF-16BE hexadecimal, XMP. */
const STRINGS: readonly { readonly pattern: RegExp; readonly decode: (found: string) => string }[] = [
  { pattern: /<FEFF((?:00[0-9A-F]{2}){8,120})>/gi, decode: (hex) => Buffer.from(hex, 'hex').toString('latin1') },
  { pattern: /\(\xfe\xff((?:\0[ -~]){8,120})\)/g, decode: (wide) => wide },
  { pattern: /[(>]([A-Z0-9-]{1,40}\|\d{1,6}\|[a-z0-9-]{1,60}@\d{1,6})[)<]/g, decode: (plain) => plain },
];

/**
 * Reads the version mark that `renderForm` left in a PDF returned electronically. JX-06.
 * The bytes are searched instead of parsed, because a hostile file can make a parser unpack without end. Whoever
 * compresses the document information anew loses the mark; then the QR code remains.
 */
export function readMarkFromPdf(pdf: Uint8Array): MarkReading {
  const text = textOf(pdf);
  if (text === undefined) return { kind: 'unreadable' };
  for (const { pattern, decode } of STRINGS) {
    for (const match of text.matchAll(pattern)) {
      const mark = parseMark(decode(match[1] ?? '').replaceAll('\0', ''));
      if (mark) return { kind: 'found', mark, by: 'text' };
    }
  }
  return { kind: 'none' };
}

/** The JPEG pictures inside a PDF, in file order, at most 20: the pages of a scan. Empty when there are none. */
export function scannedImages(pdf: Uint8Array): readonly Uint8Array[] {
  const text = textOf(pdf) ?? '';
  const images: Uint8Array[] = [];
  let at = text.indexOf('\xff\xd8\xff');
  while (at >= 0 && images.length < MOST_IMAGES) {
    const end = text.indexOf('endstream', at);
    if (end < 0) break;
    if (end - at > LEAST_PICTURE) images.push(pdf.subarray(at, end));
    at = text.indexOf('\xff\xd8\xff', end);
  }
  return images;
}

type Reader = typeof import('zxing-wasm/reader');

let ready: Promise<Reader> | undefined;

/** The reader's WebAssembly comes from the installed package; by default it would be fetched from the network. */
function openReader(): Promise<Reader> {
  ready ??= prepare();
  return ready;
}

async function prepare(): Promise<Reader> {
  const [reader, bytes] = await Promise.all([
    import('zxing-wasm/reader'),
    readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))),
  ]);
  await reader.prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(bytes).buffer }, fireImmediately: true });
  return reader;
}

function clamped(data: Pixels['data']): Uint8ClampedArray<ArrayBuffer> {
  const { buffer } = data;
  // Only a shared buffer has to be copied.
  if (buffer instanceof ArrayBuffer) return new Uint8ClampedArray(buffer, data.byteOffset, data.length);
  return new Uint8ClampedArray(data);
}

/** Reads the version mark from the QR code on a scanned or photographed form, in any orientation. JX-06. */
export async function readMarkFromPixels(pixels: Pixels): Promise<MarkReading> {
  const { width, height } = pixels;
  const count = width * height;
  if (!Number.isInteger(count) || count < 1 || count > MOST_PIXELS || pixels.data.length !== 4 * count) {
    return { kind: 'unreadable' };
  }
  const { readBarcodes } = await openReader();
  const image = { data: clamped(pixels.data), width, height, colorSpace: 'srgb' as const };
  const codes = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 });
  for (const code of codes) {
    const mark = parseMark(code.text);
    if (mark) return { kind: 'found', mark, by: 'qr' };
  }
  return { kind: 'none' };
}
