import { equalBytes } from '@yinxin/gm';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { parseName, sameName } from '../names/name.ts';
import { keyIdentifier } from '../spki/spki.ts';
import type { Certificate } from '../x509/parse.ts';

/** How a message names the certificate of a signer or recipient (RFC 5652 §5.3, §6.2.1). */
export type PartyId =
  | { readonly by: 'issuer-and-serial'; readonly issuerRaw: Uint8Array; readonly serial: bigint }
  | { readonly by: 'key-identifier'; readonly keyId: Uint8Array };

/** IssuerAndSerialNumber of a certificate, its issuer's name byte for byte. */
export const issuerAndSerial = ({ issuerRaw, serial }: Certificate): Uint8Array =>
  der.sequence(issuerRaw, der.integer(serial));

/** Reads either form. */
export function parsePartyId(reader: DerReader): PartyId {
  const byKey = reader.optional(0x80);
  if (byKey !== undefined) return { by: 'key-identifier', keyId: byKey.content };
  return parseIssuerAndSerial(reader.take(TAG.SEQUENCE));
}

/** Reads IssuerAndSerialNumber alone. */
export function parseIssuerAndSerial(value: DerValue): PartyId {
  const inner = DerReader.within(value);
  // gmcert.org names nobody: two zero bytes where the name belongs.
  const nobody = inner.optional(0);
  const issuer = nobody?.content.length === 0 ? DerReader.over(der.sequence()).any() : inner.take(TAG.SEQUENCE);
  // Malformed names are refused here, so that comparing them later cannot fail.
  parseName(issuer);
  const serial = inner.integer();
  inner.end();
  return { by: 'issuer-and-serial', issuerRaw: issuer.raw, serial };
}

/** Whether a certificate is the one named. */
export function isParty(id: PartyId, certificate: Certificate): boolean {
  switch (id.by) {
    case 'issuer-and-serial':
      return id.serial === certificate.serial && sameName(id.issuerRaw, certificate.issuerRaw);
    case 'key-identifier':
      return equalBytes(id.keyId, certificate.extensions.subjectKeyId ?? keyIdentifier(certificate.publicKey));
  }
}
