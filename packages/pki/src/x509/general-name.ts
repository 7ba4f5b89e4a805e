import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';

/** A GeneralName 通用名称 (RFC 5280 §4.2.1.6). `other` are kinds nobody here looks into: kept, never understood. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  /** An encoded Name. */
  | { readonly kind: 'directory'; readonly value: Uint8Array }
  /** 4 or 16 bytes; in name constraints followed by as many of mask. */
  | { readonly kind: 'ip'; readonly value: Uint8Array }
  | { readonly kind: 'other'; readonly tag: number; readonly value: Uint8Array };

const TAGS = { email: 1, dns: 2, directory: 4, uri: 6, ip: 7 } as const;

/** One GeneralName in DER. Throws `DER_VALUE` for text that is not ASCII. */
export function encodeGeneralName(name: GeneralName): Uint8Array {
  switch (name.kind) {
    case 'email':
    case 'dns':
    case 'uri':
      return der.implicitPrimitive(TAGS[name.kind], der.ia5Content(name.value));
    case 'directory':
      return der.explicit(TAGS.directory, name.value);
    case 'ip':
      return der.implicitPrimitive(TAGS.ip, name.value);
    case 'other':
      return der.tlv(name.tag, name.value);
  }
}

function ascii({ content, at }: DerValue): string {
  if (content.some((byte) => byte > 0x7f)) throw new PkiError('DER_VALUE', 'not ASCII', at);
  return Buffer.from(content).toString('latin1');
}

/** Reads one GeneralName. Throws `DER_*`. */
export function parseGeneralName(value: DerValue): GeneralName {
  switch (value.tag) {
    case 0x81:
      return { kind: 'email', value: ascii(value) };
    case 0x82:
      return { kind: 'dns', value: ascii(value) };
    case 0x86:
      return { kind: 'uri', value: ascii(value) };
    case 0x87:
      return { kind: 'ip', value: value.content };
    case 0xa4: {
      const inner = DerReader.within(value);
      const name = inner.take(TAG.SEQUENCE).raw;
      inner.end();
      return { kind: 'directory', value: name };
    }
    default:
      if ((value.tag & 0xc0) !== 0x80) throw new PkiError('DER_TAG', 'not a GeneralName', value.at);
      return { kind: 'other', tag: value.tag, value: value.content };
  }
}

/** Reads every GeneralName that is left. */
export const parseGeneralNames = (names: DerReader): GeneralName[] => [...names.rest()].map(parseGeneralName);

/** The addresses among names. */
export const urlsOf = (names: readonly GeneralName[]): string[] =>
  names.flatMap((name) => (name.kind === 'uri' ? [name.value] : []));
