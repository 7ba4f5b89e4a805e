import { memo } from '../memo.ts';
import { LINT_OID } from '../oids.ts';
import { KEPT, type Spot } from '../rule.ts';
import { childrenOf, contentOf, latin1Of, oidOf, type Tlv } from '../tlv.ts';
import { USAGE } from './certificate.ts';
import type { LintExtension } from './parts.ts';

/** What is inside extensions. */

type Extensions = ReadonlyMap<string, LintExtension>;

export const SIGNING_BITS = USAGE.digitalSignature | USAGE.nonRepudiation;
export const ENCRYPTION_BITS = USAGE.keyEncipherment | USAGE.dataEncipherment | USAGE.keyAgreement;
export const UTC_FROM = Date.UTC(1950, 0, 1);
export const GENERALIZED_FROM = Date.UTC(2050, 0, 1);

/** The outer tag of every extension whose syntax is known. */
export const EXTENSION_TAG: ReadonlyMap<string, number> = new Map([
  [LINT_OID.subjectKeyIdentifier, 0x04],
  [LINT_OID.keyUsage, 0x03],
  [LINT_OID.inhibitAnyPolicy, 0x02],
  [LINT_OID.authorityKeyIdentifier, 0x30],
  [LINT_OID.extendedKeyUsage, 0x30],
  [LINT_OID.basicConstraints, 0x30],
  [LINT_OID.certificatePolicies, 0x30],
  [LINT_OID.crlDistributionPoints, 0x30],
  [LINT_OID.freshestCrl, 0x30],
  [LINT_OID.authorityInfoAccess, 0x30],
  [LINT_OID.subjectAltName, 0x30],
  [LINT_OID.issuerAltName, 0x30],
  [LINT_OID.nameConstraints, 0x30],
  [LINT_OID.policyMappings, 0x30],
  [LINT_OID.policyConstraints, 0x30],
]);

/** A breach when the extension is there and critical. */
export function criticalSpot(byOid: Extensions, oid: string): readonly Spot[] {
  const found = byOid.get(oid);
  return found?.critical === true ? [{ at: found.at }] : KEPT;
}

/** The pathLenConstraint. */
export function pathLengthOf(byOid: Extensions): Tlv | undefined {
  const inner = byOid.get(LINT_OID.basicConstraints)?.inner;
  return inner === undefined ? undefined : childrenOf(inner).find(({ tag }) => tag === 0x02);
}

export function policiesOf(byOid: Extensions): string[] {
  const inner = byOid.get(LINT_OID.certificatePolicies)?.inner;
  return inner === undefined ? [] : childrenOf(inner).map((policy) => oidOf(childrenOf(policy)[0]) ?? '');
}

/** A GeneralName in an address; `text` only for a URI. */
export interface Address {
  readonly at: number;
  readonly text: string | undefined;
}

const addressOf = (name: Tlv): Address => ({ at: name.at, text: name.tag === 0x86 ? latin1Of(name) : undefined });

/** The names of a DistributionPoint or an IssuingDistributionPoint. */
export function pointAddresses(point: Tlv | undefined): Address[] {
  const parts = point === undefined ? [] : childrenOf(point);
  const full = parts.filter(({ tag }) => tag === 0xa0).flatMap(childrenOf);
  return full.filter(({ tag }) => tag === 0xa0).flatMap((names) => childrenOf(names).map(addressOf));
}

/** Every name of cRLDistributionPoints. */
export const crlAddresses = memo((byOid: Extensions): readonly Address[] => {
  const inner = byOid.get(LINT_OID.crlDistributionPoints)?.inner;
  return inner === undefined ? [] : childrenOf(inner).flatMap(pointAddresses);
});

/** Every location of authorityInfoAccess with its method. */
export const accessAddresses = memo((byOid: Extensions): readonly (Address & { readonly method: string })[] => {
  const inner = byOid.get(LINT_OID.authorityInfoAccess)?.inner;
  const entries = inner === undefined ? [] : childrenOf(inner).map(childrenOf);
  return entries.flatMap(([type, location]) =>
    location === undefined ? [] : [{ ...addressOf(location), method: oidOf(type) ?? '' }],
  );
});

/** Whether there is an address to ask for the status by OCSP. */
export const hasOcsp = (byOid: Extensions): boolean =>
  accessAddresses(byOid).some(({ method }) => method === LINT_OID.ocsp);

const HTTP = /^https?:\/\/[^\s/:]+(:\d+)?(\/\S*)?$/;
const OTHER = /^ldaps?:\/\//;

/** Breaches when no address is http, or one of them is malformed. */
export function addressSpots(addresses: readonly Address[]): readonly Spot[] {
  const uris = addresses.filter(({ text }) => text !== undefined);
  const wrong = uris.filter(({ text = '' }) => !HTTP.test(text) && !OTHER.test(text));
  if (wrong.length > 0) return wrong.map(({ at }) => ({ at }));
  return uris.some(({ text = '' }) => HTTP.test(text)) ? KEPT : [{ at: addresses[0]?.at }];
}

/** The longest row of equal octets. */
export function longestRun(bytes: Uint8Array): number {
  let longest = 0;
  let run = 0;
  let before: number | undefined;
  for (const byte of bytes) {
    run = byte === before ? run + 1 : 1;
    before = byte;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** An INTEGER as unsigned number. */
export const unsignedOf = (tlv: Tlv): bigint => BigInt(`0x0${Buffer.from(contentOf(tlv)).toString('hex')}`);
