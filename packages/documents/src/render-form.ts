import { openFaces } from './face.ts';
import { type MissingGlyph, makeFiller } from './fill.ts';
import { layoutForm, QR_PLACE } from './layout/layout.ts';
import type { FormData, FormTemplate } from './template.ts';
import { type FormStamp, formatMark } from './version-mark.ts';

/** A finished document: PDF bytes, number of pages, and what could not be printed as it was given. */
export interface Rendered {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly warnings: readonly MissingGlyph[];
}

/**
 * Renders a form as A4 PDF with order number, data version, template version and QR code on every page. The same input
 * gives the same bytes; characters that the font lacks print as `〓` and are reported. JX-06.
 */
export async function renderForm(template: FormTemplate, data: FormData, stamp: FormStamp): Promise<Rendered> {
  // Loaded with the first document: a quarter of all modules of the server, which its start does not need.
  const [faces, { paint }] = await Promise.all([openFaces(), import('./paint.ts')]);
  const filler = makeFiller(data, faces);
  const pages = layoutForm(template, data, stamp, faces, filler);
  const particulars = {
    title: `${filler.plain(template.title)} ${stamp.order}`,
    author: filler.cell(template.authority),
    keywords: [formatMark(stamp)],
    at: stamp.printedAt,
  };
  const pdf = await paint(pages, faces, particulars, { text: formatMark(stamp), ...QR_PLACE });
  return { pdf, pages: pages.length, warnings: filler.warnings };
}

/** Reads and parses the fonts ahead, so that the first form is as quick as the others. */
export async function warmUp(): Promise<void> {
  await Promise.all([openFaces(), import('./paint.ts')]);
}
