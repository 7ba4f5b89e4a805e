import { der } from '../der/index.ts';
import { OID } from '../oids.ts';
import { KEY_USAGES, type KeyUsage } from './profile.ts';

/** One function per extension: each returns the complete Extension. Clauses are those of RFC 5280 unless said. */

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING } (§4.1). */
export function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
}

/** §4.2.1.1, keyIdentifier only. */
export const authorityKeyIdentifier = (keyId: Uint8Array): Uint8Array =>
  extension(OID.authorityKeyIdentifier, false, der.sequence(der.implicitPrimitive(0, keyId)));

/** §4.2.1.2. */
export const subjectKeyIdentifier = (keyId: Uint8Array): Uint8Array =>
  extension(OID.subjectKeyIdentifier, false, der.octetString(keyId));

/** §4.2.1.3, always critical. */
export const keyUsage = (usages: readonly KeyUsage[]): Uint8Array =>
  extension(OID.keyUsage, true, der.namedBits(usages.map((usage) => KEY_USAGES.indexOf(usage))));

/** §4.2.1.9, critical in CA certificates. */
export const basicConstraints = (ca: boolean, pathLength: number | undefined): Uint8Array =>
  extension(
    OID.basicConstraints,
    ca,
    ca
      ? der.sequence(der.boolean(true), ...(pathLength === undefined ? [] : [der.integer(pathLength)]))
      : der.sequence(),
  );

/** §4.2.1.12. */
export const extendedKeyUsage = (purposes: readonly string[]): Uint8Array =>
  extension(OID.extendedKeyUsage, false, der.sequence(...purposes.map(der.oid)));

const url = (text: string): Uint8Array => der.implicitPrimitive(6, der.ia5Content(text));

/** §4.2.1.13, one distribution point with the given URLs. */
export const crlDistributionPoints = (urls: readonly string[]): Uint8Array =>
  extension(
    OID.crlDistributionPoints,
    false,
    der.sequence(der.sequence(der.explicit(0, der.explicit(0, ...urls.map(url))))),
  );

/** §4.2.2.1. */
export const authorityInfoAccess = (ocsp: readonly string[], caIssuers: readonly string[]): Uint8Array =>
  extension(
    OID.authorityInfoAccess,
    false,
    der.sequence(
      ...ocsp.map((text) => der.sequence(der.oid(OID.ocsp), url(text))),
      ...caIssuers.map((text) => der.sequence(der.oid(OID.caIssuers), url(text))),
    ),
  );

/** §4.2.1.4, policy identifiers without qualifiers. */
export const certificatePolicies = (policies: readonly string[]): Uint8Array =>
  extension(OID.certificatePolicies, false, der.sequence(...policies.map((policy) => der.sequence(der.oid(policy)))));

/** RFC 6960 §4.2.2.2.1. */
export const ocspNoCheck = (): Uint8Array => extension(OID.ocspNoCheck, false, der.nullValue());

/** GM/T 0015 identity extensions: PrintableString, never critical. */
export const identityExtension = (oid: string, value: string): Uint8Array =>
  extension(oid, false, der.printableString(value));
