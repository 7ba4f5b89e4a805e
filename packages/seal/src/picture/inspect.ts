/** What the first bytes of a picture say. Nothing is decoded. */
export interface PictureFacts {
  readonly format: 'png' | 'jpeg' | 'gif' | 'bmp' | 'svg' | 'zip';
  /** Size in pixels; undefined for vectors and packages. */
  readonly pixels: { readonly width: number; readonly height: number } | undefined;
}

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** JPEG: the size stands in the first start-of-frame marker (C0 to CF but C4, C8 and CC). */
function jpegSize(bytes: Uint8Array, view: DataView): PictureFacts['pixels'] {
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Format and pixels by the bytes alone; undefined for what is no picture of a known kind, or broken off in its head. */
export function inspectPicture(bytes: Uint8Array): PictureFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return { format: 'png', pixels: { width: view.getUint32(16), height: view.getUint32(20) } };
  }
  if (starts(bytes, 0xff, 0xd8, 0xff)) {
    const pixels = jpegSize(bytes, view);
    return pixels && { format: 'jpeg', pixels };
  }
  if (bytes.length >= 10 && starts(bytes, 0x47, 0x49, 0x46, 0x38)) {
    return { format: 'gif', pixels: { width: view.getUint16(6, true), height: view.getUint16(8, true) } };
  }
  if (bytes.length >= 26 && starts(bytes, 0x42, 0x4d)) {
    // The height is negative where the rows go from the top down.
    return { format: 'bmp', pixels: { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) } };
  }
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return { format: 'zip', pixels: undefined };
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512));
  return /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(head) ? { format: 'svg', pixels: undefined } : undefined;
}

/** Formats by the name that stands in a seal, in any case. An OFD is a ZIP package. */
const NAMES: ReadonlyMap<string, PictureFacts['format']> = new Map([
  ['png', 'png'],
  ['jpg', 'jpeg'],
  ['jpeg', 'jpeg'],
  ['gif', 'gif'],
  ['bmp', 'bmp'],
  ['svg', 'svg'],
  ['ofd', 'zip'],
]);

/** The format a name in a seal means; undefined for names nobody knows. */
export const pictureFormat = (type: string): PictureFacts['format'] | undefined => NAMES.get(type.toLowerCase());
