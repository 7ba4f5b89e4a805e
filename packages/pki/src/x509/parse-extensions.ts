import { DerReader, type DerValue, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import {
  type NameConstraints,
  type PolicyConstraints,
  type PolicyMapping,
  parseNameConstraints,
  parsePolicyConstraints,
  parsePolicyMappings,
} from './constraints.ts';
import { type DistributionPoint, parseDistributionPoints } from './distribution-point.ts';
import { type GeneralName, parseGeneralNames, urlsOf } from './general-name.ts';
import { documentOf, IDENTITY_OIDS, identityText, type PersonIdentity } from './identity.ts';
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
  readonly distributionPoints: readonly DistributionPoint[];
  /** Addresses of delta lists. */
  readonly freshestCrlUrls: readonly string[];
  readonly alternativeNames: readonly GeneralName[];
  readonly nameConstraints: NameConstraints | undefined;
  readonly policyConstraints: PolicyConstraints | undefined;
  readonly policyMappings: readonly PolicyMapping[];
  readonly inhibitAnyPolicy: number | undefined;
  readonly ocspNoCheck: boolean;
  /** Identity extensions 1.2.156.10260.4.1.x by object identifier. */
  readonly identity: ReadonlyMap<string, string>;
  /** Which document the number in IdentifyCode is of, where the certificate says so. */
  readonly identityDocument: PersonIdentity['document'] | undefined;
  /** Critical extensions this package does not know: a verifier must refuse the certificate (RFC 5280 §4.2). */
  readonly unknownCritical: readonly string[];
  /** Every extension in order. */
  readonly all: readonly { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array }[];
}

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

function accessUrls(value: DerReader): { method: string; url: string }[] {
  return [...value.sequence().rest()].flatMap((access) => {
    const reader = DerReader.within(access);
    const method = reader.oid();
    return urlsOf(parseGeneralNames(reader)).map((url) => ({ method, url }));
  });
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
  const distributionPoints = read(OID.crlDistributionPoints, parseDistributionPoints) ?? [];
  const identifyCode = all.find(({ oid }) => oid === OID.identifyCode)?.value.content;
  const result = {
    keyUsage: read(OID.keyUsage, keyUsages),
    extendedKeyUsage:
      read(OID.extendedKeyUsage, (value) =>
        [...value.sequence().rest()].map((purpose) => DerReader.over(purpose.raw).oid()),
      ) ?? [],
    basicConstraints: read(OID.basicConstraints, constraints),
    subjectKeyId: read(OID.subjectKeyIdentifier, (value) => value.octets()),
    authorityKeyId: read(OID.authorityKeyIdentifier, authorityKeyId),
    distributionPoints,
    crlUrls: distributionPoints.flatMap(({ names }) => urlsOf(names)),
    freshestCrlUrls: (read(OID.freshestCrl, parseDistributionPoints) ?? []).flatMap(({ names }) => urlsOf(names)),
    alternativeNames: read(OID.subjectAltName, (value) => parseGeneralNames(value.sequence())) ?? [],
    nameConstraints: read(OID.nameConstraints, parseNameConstraints),
    policyConstraints: read(OID.policyConstraints, parsePolicyConstraints),
    policyMappings: read(OID.policyMappings, parsePolicyMappings) ?? [],
    inhibitAnyPolicy: read(OID.inhibitAnyPolicy, (value) => value.smallInteger()),
    ocspUrls: access.filter(({ method }) => method === OID.ocsp).map(({ url }) => url),
    caIssuersUrls: access.filter(({ method }) => method === OID.caIssuers).map(({ url }) => url),
    policies:
      read(OID.certificatePolicies, (value) =>
        [...value.sequence().rest()].map((policy) => DerReader.within(policy).oid()),
      ) ?? [],
    ocspNoCheck: read(OID.ocspNoCheck, (value) => value.take(TAG.NULL)) !== undefined,
    identity: new Map(
      all.filter(({ oid }) => IDENTITY_OIDS.has(oid)).map(({ oid, value }) => [oid, identityText(value)]),
    ),
    identityDocument: identifyCode && documentOf(identifyCode),
    all: all.map(({ oid, critical, value }) => ({ oid, critical, value: value.content })),
  };
  const unknownCritical = all.filter(({ oid, critical }) => critical && !handled.has(oid)).map(({ oid }) => oid);
  return { ...result, unknownCritical };
}
