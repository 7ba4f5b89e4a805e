import { DerReader, der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { berToDer } from './ber.ts';
import { type MessageFamily, type MessageKind, messageKindOf, messageOid } from './content-type.ts';

/** Longest message read unless the caller says otherwise: 64 MiB. */
export const MAX_MESSAGE = 64 * 1024 * 1024;

/** A collection that holds more than this is refused: nobody signs with a thousand keys. */
export const MAX_MEMBERS = 64;

/** ContentInfo around a message (RFC 5652 §3). */
export function wrapMessage(family: MessageFamily, kind: MessageKind, content: Uint8Array): Uint8Array {
  return der.sequence(der.oid(messageOid(family, kind)), der.explicit(0, content));
}

/**
 * Opens a ContentInfo, BER or DER: which family, and a reader over the message. Some producers send the message bare,
 * without ContentInfo; it is then taken for what is expected, family GM. Throws `CMS_CONTENT_TYPE`, `DER_*`.
 */
export function openMessage(
  bytes: Uint8Array,
  expected: MessageKind,
  maxLength = MAX_MESSAGE,
): { readonly family: MessageFamily; readonly reader: DerReader } {
  const all = DerReader.over(berToDer(bytes, maxLength), maxLength + 16);
  const outer = all.sequence();
  all.end();
  if (outer.peek() === 0x02) return { family: 'gm', reader: outer };
  const at = outer.at;
  const oid = outer.oid();
  const found = messageKindOf(oid);
  if (found?.kind !== expected) throw new PkiError('CMS_CONTENT_TYPE', `expected ${expected}, found ${oid}`, at);
  const content = outer.context(0);
  if (content === undefined) throw new PkiError('CMS_CONTENT_TYPE', 'the message is empty', outer.at);
  outer.end();
  const reader = content.sequence();
  content.end();
  return { family: found.family, reader };
}

/** Every remaining value, at most `MAX_MEMBERS`. Throws `CMS_TOO_MANY`. */
export function members(reader: DerReader) {
  const found = [];
  for (const value of reader.rest()) {
    if (found.length === MAX_MEMBERS) throw new PkiError('CMS_TOO_MANY', `more than ${MAX_MEMBERS} members`, value.at);
    found.push(value);
  }
  return found;
}
