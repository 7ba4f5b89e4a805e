import { sm3 } from '@yinxin/gm';

/** Letters and digits nobody confuses (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'YXS1';
const CHECK_BYTES = 3;
const GROUP = 5;

/** A share as people keep it, on paper or in a file: `YXS1-XXXXX-…`, with three bytes of SM3 against typing errors. */
export function encodeShareText(bytes: Uint8Array): string {
  const all = Buffer.concat([bytes, sm3.digest(bytes).subarray(0, CHECK_BYTES)]);
  let [text, held, bits] = ['', 0, 0];
  for (const byte of all) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
  }
  if (bits > 0) text += ALPHABET[(held << (5 - bits)) & 31];
  const groups = text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return [PREFIX, ...groups].join('-');
}

/** Reads it back however it is spaced and cased; undefined when it is not one or mistyped. */
export function decodeShareText(text: string): Uint8Array | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  if (!plain.startsWith(PREFIX)) return undefined;
  const letters = plain.slice(PREFIX.length).replaceAll('O', '0').replace(/[IL]/g, '1');
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  const all = Uint8Array.from(bytes);
  const body = all.subarray(0, -CHECK_BYTES);
  const isRight = Buffer.compare(sm3.digest(body).subarray(0, CHECK_BYTES), all.subarray(-CHECK_BYTES)) === 0;
  return isRight && body.length > 0 ? body.slice() : undefined;
}
