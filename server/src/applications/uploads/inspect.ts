import { PDFDocument } from '@cantoo/pdf-lib';
import { type MarkReading, readMarkFromPdf, readMarkFromPixels, scannedImages } from '@yinxin/documents';
import sharp from 'sharp';
import type { FormMark } from '../engine/state.ts';
import { refusal } from '../problems.ts';

/** Pixels of an A3 page at 600 dpi; more is an attack or a mistake. */
const MOST_PIXELS = 70_000_000;
/** A page narrower than this cannot be read. */
const LEAST_PIXELS = 600;

const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
};

/** What an uploaded file turned out to be. */
export interface Inspected {
  readonly mediaType: string;
  readonly pages: number;
  readonly mark: FormMark | null;
}

/** Looks at a file by its content (JX-06, JX-25): kind against name, readable, not encrypted, its version mark. */
export async function inspect(
  bytes: Uint8Array,
  file: { readonly name: string; readonly type: string },
  isForm: boolean,
): Promise<Inspected> {
  const allowed = endings[file.type];
  const claimed = /\.([A-Za-z0-9]{1,8})$/.exec(file.name)?.[1]?.toLowerCase();
  const lies =
    claimed !== undefined && (allowed ? !allowed.includes(claimed) : Object.values(endings).flat().includes(claimed));
  if (lies) throw refusal('FILE_LIES', { claimed: claimed.toUpperCase() }, 'file');
  if (!allowed) throw refusal('FILE_KIND', {}, 'file');
  if (file.type === 'application/pdf') return await inspectPdf(bytes, isForm);
  await inspectPicture(bytes);
  const reading = isForm ? await markOfPicture(bytes) : undefined;
  return { mediaType: file.type, pages: 1, mark: formMark(reading) };
}

async function inspectPdf(bytes: Uint8Array, isForm: boolean): Promise<Inspected> {
  let encrypted: boolean;
  let pages: number;
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
    encrypted = document.isEncrypted;
    // The library forgives much when it loads; only counting pages shows that there is a document at all.
    pages = encrypted ? 1 : document.getPageCount();
  } catch (cause) {
    throw Object.assign(refusal('FILE_UNREADABLE', {}, 'file'), { cause });
  }
  if (encrypted) throw refusal('FILE_ENCRYPTED', {}, 'file');
  if (pages === 0) throw refusal('FILE_UNREADABLE', {}, 'file');
  return { mediaType: 'application/pdf', pages, mark: isForm ? await markOfPdf(bytes) : null };
}

async function inspectPicture(bytes: Uint8Array): Promise<void> {
  let size: { width: number; height: number };
  try {
    // Decoding all of it finds files that are cut off.
    await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' }).resize(64).raw().toBuffer();
    size = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
  } catch (cause) {
    throw Object.assign(refusal('FILE_UNREADABLE', {}, 'file'), { cause });
  }
  if (Math.min(size.width, size.height) < LEAST_PIXELS) throw refusal('FILE_TOO_SMALL', { min: LEAST_PIXELS }, 'file');
}

/** The mark in the file itself, else the first found on its scanned pages. */
async function markOfPdf(bytes: Uint8Array): Promise<FormMark | null> {
  const reading = await readMarkFromPdf(bytes);
  if (reading.kind === 'found') return formMark(reading);
  for (const image of (await scannedImages(bytes)).slice(0, 4)) {
    const found = formMark(await markOfPicture(image));
    if (found) return found;
  }
  return null;
}

async function markOfPicture(bytes: Uint8Array): Promise<MarkReading | undefined> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize({ width: 2500, height: 2500, fit: 'inside', withoutEnlargement: true })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return await readMarkFromPixels({ data, width: info.width, height: info.height });
  } catch {
    // A picture inside a PDF that cannot be decoded carries no mark; reviewers look at the page itself.
    return undefined;
  }
}

function formMark(reading: MarkReading | undefined): FormMark | null {
  if (reading?.kind !== 'found') return null;
  const { order, dataVersion, template } = reading.mark;
  const at = template.lastIndexOf('@');
  return { order, form: template.slice(0, at), dataVersion, templateVersion: Number(template.slice(at + 1)) };
}
