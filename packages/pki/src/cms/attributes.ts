import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { members } from './content-info.ts';

/** Attributes beside a signature (RFC 5652 §11, RFC 5035). */
export const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** RFC 3161 token over the signature value (RFC 3161 appendix A). */
  timestampToken: '1.2.840.113549.1.9.16.2.14',
} as const;

/** One attribute: its values still encoded. */
export interface Attribute {
  readonly type: string;
  readonly values: readonly DerValue[];
}

/** Attributes with the bytes a signature is made over: SET OF with its own tag 31, not [0]. */
export interface AttributeSet {
  readonly list: readonly Attribute[];
  readonly signedBytes: Uint8Array;
}

/** Attribute ::= SEQUENCE { type, SET OF value }. */
export const attribute = (type: string, ...values: readonly Uint8Array[]): Uint8Array =>
  der.sequence(der.oid(type), der.setOf(...values));

/** Reads the content of [0] or [1] IMPLICIT SET OF Attribute. Throws `CMS_MALFORMED` for one type twice, `CMS_TOO_MANY`, `DER_*`. */
export function parseAttributes(value: DerValue): AttributeSet {
  const encoded = members(DerReader.within(value));
  const list = encoded.map((one): Attribute => {
    const reader = DerReader.within(one);
    if (one.tag !== TAG.SEQUENCE) throw new PkiError('DER_TAG', 'an attribute is a sequence', one.at);
    const type = reader.oid();
    const values = members(reader.set());
    reader.end();
    return { type, values };
  });
  const types = new Set(list.map(({ type }) => type));
  if (types.size !== list.length) throw new PkiError('CMS_MALFORMED', 'an attribute occurs twice', value.at);
  // Signed is the DER of the set, in order, whatever order it was sent in (RFC 5652 §5.4).
  return { list, signedBytes: der.setOf(...encoded.map(({ raw }) => raw)) };
}

/** The one value of an attribute; undefined when it is absent. Throws `CMS_MALFORMED` when it has none or several. */
export function onlyValue(attributes: AttributeSet, type: string): DerValue | undefined {
  const found = attributes.list.find((one) => one.type === type);
  if (found === undefined) return undefined;
  const [value, ...others] = found.values;
  if (value === undefined || others.length > 0)
    throw new PkiError('CMS_MALFORMED', `attribute ${type} has ${found.values.length} values`);
  return value;
}
