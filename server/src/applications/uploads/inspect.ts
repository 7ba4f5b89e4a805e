import type { FormMark } from '../engine/state.ts';
import { refusal } from '../problems.ts';
import { MOST_PIXELS, markOfPicture } from './marks.ts';
import { examinePdf } from './pdf-desk.ts';

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
  return { mediaType: file.type, pages: 1, mark: isForm ? await markOfPicture(bytes) : null };
}

async function inspectPdf(bytes: Uint8Array, isForm: boolean): Promise<Inspected> {
  const found = await examinePdf(bytes, isForm);
  if (found.kind !== 'document') {
    throw refusal(found.kind === 'encrypted' ? 'FILE_ENCRYPTED' : 'FILE_UNREADABLE', {}, 'file');
  }
  return { mediaType: 'application/pdf', pages: found.pages, mark: found.mark };
}

async function inspectPicture(bytes: Uint8Array): Promise<void> {
  const { default: sharp } = await import('sharp');
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
