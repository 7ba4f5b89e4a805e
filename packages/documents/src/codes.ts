import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import QRCode from 'qrcode';
import type { Mark } from './layout/page.ts';

/** A QR code (ISO/IEC 18004, error correction M) in a square of `size` points, its quiet zone of four modules inside. */
export function qrMark(text: string, x: number, y: number, size: number): Mark {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = size / (modules.size + 8);
  const rows = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '#' : ' ')).join(''),
  );
  const inner = size - 8 * unit;
  return { kind: 'code', x: x + 4 * unit, y: y + 4 * unit, width: inner, height: inner, rows };
}

type Writer = typeof import('zxing-wasm/writer');
let writer: Promise<Writer> | undefined;

/** zxing, compiled to WebAssembly and carried in its package, made ready at the first code. */
function openWriter(): Promise<Writer> {
  writer ??= (async () => {
    const [opened, bytes] = await Promise.all([
      import('zxing-wasm/writer'),
      readFile(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))),
    ]);
    const wasmBinary = new Uint8Array(bytes).buffer;
    await opened.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
    return opened;
  })();
  return writer;
}

/** A Code 128 barcode (ISO/IEC 15417) for scanners that read lines only. The quiet zone is the caller's. */
export async function code128Mark(
  text: string,
  at: Omit<Extract<Mark, { kind: 'code' }>, 'kind' | 'rows'>,
): Promise<Mark> {
  const { symbol, error } = await (await openWriter()).writeBarcode(text, { format: 'Code128', scale: 1 });
  if (!symbol || error) throw new Error(`no Code 128 for this text: ${error}`);
  // The lines are the same in every row.
  const line = Array.from(symbol.data.subarray(0, symbol.width), (light) => (light === 0 ? '#' : ' ')).join('');
  return { kind: 'code', ...at, rows: [line.trim()] };
}
