import { type MarkReading, readMarkFromPixels } from '@yinxin/documents';
import type { FormMark } from '../engine/state.ts';

/** Pixels of an A3 page at 600 dpi; more is an attack or a mistake. */
export const MOST_PIXELS = 70_000_000;

/** The version mark on a picture of a form. */
export async function markOfPicture(bytes: Uint8Array): Promise<FormMark | null> {
  try {
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize({ width: 2500, height: 2500, fit: 'inside', withoutEnlargement: true })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return formMark(await readMarkFromPixels({ data, width: info.width, height: info.height }));
  } catch {
    // A picture inside a PDF that cannot be decoded carries no mark; reviewers look at the page itself.
    return null;
  }
}

/** A mark as the rules know it. */
export function formMark(reading: MarkReading): FormMark | null {
  if (reading.kind !== 'found') return null;
  const { order, dataVersion, template } = reading.mark;
  const at = template.lastIndexOf('@');
  return { order, form: template.slice(0, at), dataVersion, templateVersion: Number(template.slice(at + 1)) };
}
