import { openFaces } from '../face.ts';
import { makeFiller } from '../fill.ts';
import { layoutForm } from '../layout/layout.ts';
import { A4, type Mark } from '../layout/page.ts';
import { data, sample, stamp, values } from './sample.ts';

export type TextMark = Extract<Mark, { kind: 'text' }>;
type Box = { left: number; right: number; top: number; bottom: number };

const boxOf = (mark: TextMark): Box => ({
  left: mark.x,
  right: mark.x + mark.width,
  top: mark.y - mark.size * 0.88,
  bottom: mark.y + mark.size * 0.12,
});

/** Texts that lie on one another or leave the page. */
export function collisions(pages: readonly (readonly Mark[])[]): string[] {
  const found: string[] = [];
  for (const page of pages) {
    const texts = page.filter((mark): mark is TextMark => mark.kind === 'text');
    for (const [i, one] of texts.entries()) {
      const a = boxOf(one);
      if (a.left < 20 || a.right > A4.width - 20 || a.top < 20 || a.bottom > A4.height - 20)
        found.push(`outside: ${one.text}`);
      for (const other of texts.slice(i + 1)) {
        const b = boxOf(other);
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          found.push(`${one.text} / ${other.text}`);
      }
    }
  }
  return found;
}

/** Every text on the pages, in drawing order. */
export const textsOf = (pages: readonly (readonly Mark[])[]) =>
  pages.flatMap((page) => page.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])));

/** Lays out the sample form with some values changed. */
export async function layoutSample(changed: Partial<Record<string, string>>) {
  const faces = await openFaces();
  const all = { ...data, values: { ...values, ...changed } };
  return layoutForm(sample, all, stamp, faces, makeFiller(all, faces));
}
