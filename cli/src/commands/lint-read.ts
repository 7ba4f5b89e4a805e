import fs from 'node:fs';

/** One thing in a file. */
export interface LintItem {
  /** File name, with the number of the PEM block when there are several. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;
/** Keys are nobody's business here: they are passed over, never read. */
const KEY = /KEY|PARAMETERS/;

/** Everything in a file, PEM or DER. Empty when a text holds no PEM block. Throws when it cannot be opened. */
export function readItems(file: string): LintItem[] {
  const content = fs.readFileSync(file);
  if (content[0] === 0x30 || !content.includes('-----BEGIN ')) return [{ name: file, bytes: new Uint8Array(content) }];
  const blocks = [...content.toString('latin1').matchAll(BLOCK)].filter(([, label = '']) => !KEY.test(label));
  return blocks.map(([, , body = ''], i) => ({
    name: blocks.length > 1 ? `${file} #${i + 1}` : file,
    bytes: new Uint8Array(Buffer.from(body.replace(/^[A-Za-z-]+:.*$/gm, '').replace(/\s/g, ''), 'base64')),
  }));
}
