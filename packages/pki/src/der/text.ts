import { PkiError } from '../errors.ts';
import type { DerValue } from './read.ts';
import { TAG } from './tags.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a directory string. TeletexString is read as Latin-1, as everyone does. Throws `DER_VALUE`, `DER_TAG`. */
export function decodeText({ tag, content, at }: DerValue): string {
  const latin1 = (): string => Array.from(content, (byte) => String.fromCharCode(byte)).join('');
  switch (tag) {
    case TAG.UTF8_STRING:
      try {
        return utf8.decode(content);
      } catch {
        throw new PkiError('DER_VALUE', 'not UTF-8', at);
      }
    case TAG.PRINTABLE_STRING:
    case TAG.IA5_STRING:
      if (content.some((byte) => byte > 0x7f)) throw new PkiError('DER_VALUE', 'not ASCII', at);
      return latin1();
    case TAG.TELETEX_STRING:
      return latin1();
    case TAG.BMP_STRING: {
      if (content.length % 2 !== 0) throw new PkiError('DER_VALUE', 'half a character', at);
      let text = '';
      for (let i = 0; i < content.length; i += 2) {
        text += String.fromCharCode(((content[i] ?? 0) << 8) | (content[i + 1] ?? 0));
      }
      return text;
    }
    default:
      throw new PkiError('DER_TAG', 'expected a text', at);
  }
}
