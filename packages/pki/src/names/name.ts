import { equalBytes } from '@yinxin/gm';
import { DerReader, type DerValue, decodeText, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';

/** A distinguished name 甄别名: attributes in order, one per RDN. */
export type Name = readonly NameAttribute[];

export interface NameAttribute {
  /** Object identifier, e.g. 2.5.4.10 for O. */
  readonly type: string;
  readonly value: string;
}

/** A name as people write it. Empty parts are left away. */
export interface NameParts {
  /** Country, two letters. */
  readonly C: string;
  /** Province 省. */
  readonly ST?: string;
  /** City 市. */
  readonly L?: string;
  /** Full registered name of the organisation. */
  readonly O?: string;
  readonly OU?: string;
  readonly CN: string;
}

// GB/T 20518: country first, common name last.
const ORDER = [
  ['C', OID.country],
  ['ST', OID.province],
  ['L', OID.locality],
  ['O', OID.organisation],
  ['OU', OID.organisationalUnit],
  ['CN', OID.commonName],
] as const;

const SHORT = new Map<string, string>([
  ...ORDER.map(([short, oid]) => [oid, short] as const),
  [OID.serialNumber, 'serialNumber'],
]);

/** Puts the parts into the order of GB/T 20518 (C, ST, L, O, OU, CN). */
export function nameOf(parts: NameParts): Name {
  return ORDER.flatMap(([short, type]) => {
    const value = parts[short];
    return value === undefined || value === '' ? [] : [{ type, value }];
  });
}

/** The first value of an attribute, e.g. `partOf(name, 'O')`. */
export function partOf(name: Name, part: keyof NameParts): string | undefined {
  const type = ORDER.find(([short]) => short === part)?.[1];
  return name.find((attribute) => attribute.type === type)?.value;
}

/** The string type RFC 5280 appendix A gives to an attribute. */
function attributeText(type: string, value: string): Uint8Array {
  if (type === OID.country || type === OID.serialNumber) return der.printableString(value);
  return type === OID.emailAddress ? der.tlv(TAG.IA5_STRING, der.ia5Content(value)) : der.utf8String(value);
}

/**
 * Writes a name: C and serialNumber as PrintableString, emailAddress as IA5String, everything else as UTF8String. Throws
 * `NAME_INVALID`, `DER_VALUE`.
 */
export function encodeName(name: Name): Uint8Array {
  return der.sequence(
    ...name.map(({ type, value }) => {
      if (type === OID.country && !/^[A-Z]{2}$/.test(value))
        throw new PkiError('NAME_INVALID', 'a country has two letters');
      if (value === '') throw new PkiError('NAME_INVALID', `${SHORT.get(type) ?? type} is empty`);
      return der.setOf(der.sequence(der.oid(type), attributeText(type, value)));
    }),
  );
}

/** Reads a name; RDNs of several attributes are flattened. */
export function parseName(value: DerValue): Name {
  const attributes: NameAttribute[] = [];
  for (const rdn of DerReader.within(value).rest()) {
    for (const pair of DerReader.within(rdn).rest()) {
      const reader = DerReader.within(pair);
      attributes.push({ type: reader.oid(), value: decodeText(reader.any()) });
      reader.end();
    }
  }
  return attributes;
}

/** "C=CN, O=示例科技有限公司, CN=…" for people (not for comparing). */
export function nameText(name: Name): string {
  return name.map(({ type, value }) => `${SHORT.get(type) ?? type}=${value}`).join(', ');
}

const normal = (value: string): string => value.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

const sameAttribute = (a: NameAttribute, b: NameAttribute | undefined): boolean =>
  a.type === b?.type && normal(a.value) === normal(b.value);

const read = (bytes: Uint8Array): Name => parseName(DerReader.over(bytes).any());

/** Whether two encoded names are the same: by bytes first, else by RFC 5280 §7.1 (string types, case and spaces aside). */
export function sameName(a: Uint8Array, b: Uint8Array): boolean {
  if (equalBytes(a, b)) return true;
  const [left, right] = [read(a), read(b)];
  return left.length === right.length && left.every((attribute, i) => sameAttribute(attribute, right[i]));
}

/** Whether an encoded name lies at or below another in the directory tree: begins with the same attributes. */
export function isNameWithin(name: Uint8Array, base: Uint8Array): boolean {
  const [lower, upper] = [read(name), read(base)];
  return upper.length <= lower.length && upper.every((attribute, i) => sameAttribute(attribute, lower[i]));
}
