/** Larger than any list of 2,000 rows. */
const LARGEST = 900_000;

export type ListFault = 'too-large' | 'workbook' | 'no-text';

/**
 * Text of a list as spreadsheet programs save it: UTF-8, or what Chinese Windows calls CSV (GB 18030). What is no text is
 * told before it travels; the hall looks again.
 */
export function readList(bytes: Uint8Array): { readonly text: string } | { readonly fault: ListFault } {
  if (bytes.length > LARGEST) return { fault: 'too-large' };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { fault: 'workbook' };
  if (bytes.includes(0)) return { fault: 'no-text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes) };
  }
}
