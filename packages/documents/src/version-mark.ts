import { createHash } from 'node:crypto';

/** Which data and which template a printed form was made from (JX-06). `template` is `code@version`. */
export interface VersionMark {
  readonly order: string;
  readonly dataVersion: number;
  readonly template: string;
}

/** What is printed on a form beside its content. */
export interface FormStamp extends VersionMark {
  readonly printedAt: Date;
}

/** `order|dataVersion|template`, the content of the QR code and of the PDF's keywords. */
export function formatMark(mark: VersionMark): string {
  return `${mark.order}|${mark.dataVersion}|${mark.template}`;
}

/** Reads what `formatMark` wrote; undefined for anything else. */
export function parseMark(text: string): VersionMark | undefined {
  const match = /^([A-Z0-9-]{1,40})\|(\d{1,6})\|([a-z0-9-]{1,60}@\d{1,6})$/.exec(text.trim());
  const [, order, dataVersion, template] = match ?? [];
  if (order === undefined || dataVersion === undefined || template === undefined) return undefined;
  return { order, dataVersion: Number(dataVersion), template };
}

/** Short code for people in the mail room, e.g. `V3-7F2A`: the data version and 16 bits of SHA-256 over the mark. */
export function shortMark(mark: VersionMark): string {
  const hash = createHash('sha256').update(formatMark(mark)).digest('hex').slice(0, 4).toUpperCase();
  return `V${mark.dataVersion}-${hash}`;
}

/** How a mark found on a paper relates to what the order needs now. */
export type MarkVerdict = 'current' | 'other-order' | 'other-form' | 'outdated-template' | 'outdated-data';

/** Compares a mark found with the one expected; the gravest difference first. JX-06, JX-23. */
export function compareMark(found: VersionMark, expected: VersionMark): MarkVerdict {
  if (found.order !== expected.order) return 'other-order';
  const form = (name: string) => name.slice(0, name.lastIndexOf('@'));
  if (form(found.template) !== form(expected.template)) return 'other-form';
  if (found.dataVersion !== expected.dataVersion) return 'outdated-data';
  return found.template === expected.template ? 'current' : 'outdated-template';
}
