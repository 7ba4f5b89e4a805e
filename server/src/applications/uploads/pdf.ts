import { PDFDocument } from '@cantoo/pdf-lib';
import { readMarkFromPdf, scannedImages } from '@yinxin/documents';
import type { FormMark } from '../engine/state.ts';
import { formMark, markOfPicture } from './marks.ts';

/** What a PDF turned out to be. */
export type PdfFindings =
  | { readonly kind: 'document'; readonly pages: number; readonly mark: FormMark | null }
  | { readonly kind: 'encrypted' | 'unreadable' };

/**
 * Opens a PDF and counts its pages; of a form also reads its version mark (JX-06). A hostile file can keep this busy for
 * ever and fill the memory: call it through `pdf-desk.ts` only.
 */
export async function readPdf(bytes: Uint8Array, isForm: boolean): Promise<PdfFindings> {
  let pages: number;
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
    if (document.isEncrypted) return { kind: 'encrypted' };
    // The library forgives much when it loads; only counting pages shows that there is a document at all.
    pages = document.getPageCount();
  } catch {
    return { kind: 'unreadable' };
  }
  if (pages === 0) return { kind: 'unreadable' };
  return { kind: 'document', pages, mark: isForm ? await markOfPdf(bytes) : null };
}

/** The mark in the file itself, else the first found on its scanned pages. */
async function markOfPdf(bytes: Uint8Array): Promise<FormMark | null> {
  const written = formMark(await readMarkFromPdf(bytes));
  if (written) return written;
  for (const image of (await scannedImages(bytes)).slice(0, 4)) {
    const found = await markOfPicture(image);
    if (found) return found;
  }
  return null;
}
