import { der } from '../der/index.ts';
import { OID } from '../oids.ts';
import { extension } from './extension.ts';
import { encodeGeneralName, type GeneralName } from './general-name.ts';
import { KEY_USAGES, type KeyUsage } from './profile.ts';

/** One function per extension: each returns the complete Extension. Clauses are those of RFC 5280 unless said. */

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

/** §4.2.1.12; critical where the purpose must be the only one (RFC 3161 §2.3). */
export const extendedKeyUsage = (purposes: readonly string[], critical = false): Uint8Array =>
  extension(OID.extendedKeyUsage, critical, der.sequence(...purposes.map(der.oid)));

/** §4.2.2.1. */
export const authorityInfoAccess = (ocsp: readonly string[], caIssuers: readonly string[]): Uint8Array =>
  extension(
    OID.authorityInfoAccess,
    false,
    der.sequence(
      ...ocsp.map((text) => der.sequence(der.oid(OID.ocsp), encodeGeneralName({ kind: 'uri', value: text }))),
      ...caIssuers.map((text) => der.sequence(der.oid(OID.caIssuers), encodeGeneralName({ kind: 'uri', value: text }))),
    ),
  );

/** §4.2.1.4, policy identifiers without qualifiers. */
export const certificatePolicies = (policies: readonly string[]): Uint8Array =>
  extension(OID.certificatePolicies, false, der.sequence(...policies.map((policy) => der.sequence(der.oid(policy)))));

/** RFC 6960 §4.2.2.2.1. */
export const ocspNoCheck = (): Uint8Array => extension(OID.ocspNoCheck, false, der.nullValue());

/** §4.2.1.6, critical only where the subject is empty, which does not occur here. */
export const subjectAltName = (names: readonly GeneralName[]): Uint8Array =>
  extension(OID.subjectAltName, false, der.sequence(...names.map(encodeGeneralName)));
