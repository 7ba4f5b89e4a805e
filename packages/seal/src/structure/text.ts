import { type DerReader, der } from '@yinxin/pki';
import { refusing, SealError } from '../errors.ts';
import { TAG } from './tags.ts';

/** The next value, which must be a text of this kind and have `most` characters at most. Throws `SEAL_VALUE`, `DER_*`. */
export function readText(reader: DerReader, tag: number, most: number): string {
  const at = reader.at;
  if (reader.peek() !== tag) reader.take(tag);
  const text = reader.text();
  if (text.length > most) throw new SealError('SEAL_VALUE', `a text longer than ${most} characters`, { at });
  return text;
}

/** IA5String of 1 to `most` printable characters. Throws `SEAL_VALUE`. */
export function ia5(text: string, most: number): Uint8Array {
  if (text.length === 0 || text.length > most) throw new SealError('SEAL_VALUE', `1 to ${most} characters are needed`);
  return refusing('SEAL_VALUE', () => der.tlv(TAG.IA5_STRING, der.ia5Content(text)));
}

/** UTF8String of 1 to `most` characters. Throws `SEAL_VALUE`. */
export function utf8(text: string, most: number): Uint8Array {
  if (text.length === 0 || text.length > most) throw new SealError('SEAL_VALUE', `1 to ${most} characters are needed`);
  return refusing('SEAL_VALUE', () => der.utf8String(text));
}
