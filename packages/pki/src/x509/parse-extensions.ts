import { DerReader, type DerValue, decodeText, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { KEY_USAGES, type KeyUsage } from './profile.ts';

/** What the extensions of a certificate say; lists are empty when the extension is absent. */
export interface CertificateExtensions {
  readonly keyUsage: readonly KeyUsage[] | undefined;
  readonly extendedKeyUsage: readonly string[];
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined } | undefined;
  readonly subjectKeyId: Uint8Array | undefined;
  readonly authorityKeyId: Uint8Array | undefined;
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly caIssuersUrls: readonly string[];
  readonly policies: readonly string[];
  readonly ocspNoCheck: boolean;
  /** Identity extensions 1.2.156.10260.4.1.x by object identifier. */
  readonly identity: ReadonlyMap<string, string>;
  /** Critical extensions this package does not know: a verifier must refuse the certificate (RFC 5280 §4.2). */
  readonly unknownCritical: readonly string[];
  /** Every extension in order. */
  readonly all: readonly { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array }[];
}

const IDENTITY: ReadonlySet<string> = new Set([
  OID.identifyCode,
  OID.insuranceNumber,
  OID.icRegistrationNumber,
  OID.organizationCode,
  OID.taxationNumber,
]);

/** Reads Extensions into a list; the same extension twice is refused (`EXTENSION_DUPLICATE`, RFC 5280 §4.2). */
export function parseExtensionList(list: DerReader): { oid: string; critical: boolean; value: DerValue }[] {
  const found: { oid: string; critical: boolean; value: DerValue }[] = [];
  while (!list.done) {
    const at = list.at;
    const item = list.sequence();
    const oid = item.oid();
    const critical = item.peek() === TAG.BOOLEAN ? item.boolean() : false;
    const value = item.take(TAG.OCTET_STRING);
    item.end();
    if (found.some((other) => other.oid === oid))
      throw new PkiError('EXTENSION_DUPLICATE', `extension ${oid} twice`, at);
    found.push({ oid, critical, value });
  }
  return found;
}

function generalUrls(names: DerReader): string[] {
  // GeneralName [6] is a URI; other kinds (directory names, LDAP entries) are skipped.
  return [...names.rest()]
    .filter(({ tag }) => tag === 0x86)
    .map((name) => decodeText({ ...name, tag: TAG.IA5_STRING }));
}

function crlUrls(value: DerReader): string[] {
  const urls: string[] = [];
  for (const point of value.sequence().rest()) {
    const fullName = DerReader.within(point).context(0)?.context(0);
    if (fullName !== undefined) urls.push(...generalUrls(fullName));
  }
  return urls;
}

function accessUrls(value: DerReader): { method: string; url: string }[] {
  const found: { method: string; url: string }[] = [];
  for (const access of value.sequence().rest()) {
    const reader = DerReader.within(access);
    const method = reader.oid();
    for (const url of generalUrls(reader)) found.push({ method, url });
  }
  return found;
}

function identityText(value: DerValue): string {
  // Some certificates carry the text bare, some in a string type, IdentifyCode in a context tag around it.
  const bare = (): string => new TextDecoder().decode(value.content);
  try {
    const inner = DerReader.within(value).any();
    if ((inner.tag & 0xe0) === 0xa0) return decodeText(DerReader.within(inner).any());
    return (inner.tag & 0xe0) === 0x80 ? new TextDecoder().decode(inner.content) : decodeText(inner);
  } catch {
    return bare();
  }
}

function keyUsages(value: DerReader): KeyUsage[] {
  const { bytes } = value.bits();
  return KEY_USAGES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function constraints(value: DerReader): { ca: boolean; pathLength: number | undefined } {
  const reader = value.sequence();
  const ca = reader.peek() === TAG.BOOLEAN ? reader.boolean() : false;
  const pathLength = reader.peek() === TAG.INTEGER ? reader.smallInteger() : undefined;
  reader.end();
  return { ca, pathLength };
}

function authorityKeyId(value: DerReader): Uint8Array | undefined {
  return value.sequence().optional(0x80)?.content;
}

/** Reads the extensions of a certificate. `list` is the reader inside Extensions, undefined when there are none. */
export function parseCertificateExtensions(list: DerReader | undefined): CertificateExtensions {
  const all = list === undefined ? [] : parseExtensionList(list);
  const handled = new Set<string>();
  function read<T>(oid: string, parse: (value: DerReader) => T): T | undefined {
    handled.add(oid);
    const found = all.find((item) => item.oid === oid);
    if (found === undefined) return undefined;
    const reader = DerReader.within(found.value);
    const value = parse(reader);
    reader.end();
    return value;
  }
  const access = read(OID.authorityInfoAccess, accessUrls) ?? [];
  const result = {
    keyUsage: read(OID.keyUsage, keyUsages),
    extendedKeyUsage:
      read(OID.extendedKeyUsage, (value) =>
        [...value.sequence().rest()].map((purpose) => DerReader.over(purpose.raw).oid()),
      ) ?? [],
    basicConstraints: read(OID.basicConstraints, constraints),
    subjectKeyId: read(OID.subjectKeyIdentifier, (value) => value.octets()),
    authorityKeyId: read(OID.authorityKeyIdentifier, authorityKeyId),
    crlUrls: read(OID.crlDistributionPoints, crlUrls) ?? [],
    ocspUrls: access.filter(({ method }) => method === OID.ocsp).map(({ url }) => url),
    caIssuersUrls: access.filter(({ method }) => method === OID.caIssuers).map(({ url }) => url),
    policies:
      read(OID.certificatePolicies, (value) =>
        [...value.sequence().rest()].map((policy) => DerReader.within(policy).oid()),
      ) ?? [],
    ocspNoCheck: read(OID.ocspNoCheck, (value) => value.take(TAG.NULL)) !== undefined,
    identity: new Map(all.filter(({ oid }) => IDENTITY.has(oid)).map(({ oid, value }) => [oid, identityText(value)])),
    all: all.map(({ oid, critical, value }) => ({ oid, critical, value: value.content })),
  };
  const unknownCritical = all.filter(({ oid, critical }) => critical && !handled.has(oid)).map(({ oid }) => oid);
  return { ...result, unknownCritical };
}
