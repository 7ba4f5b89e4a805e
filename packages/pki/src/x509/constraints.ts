import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { extension } from './extension.ts';
import { encodeGeneralName, type GeneralName, parseGeneralName } from './general-name.ts';

/** What a CA's certificate says about those below it. Clauses are those of RFC 5280. */

/** Names that may or may not be certified below 名称限制 (§4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** After how many certificates below a policy must be named, and mapping ends (§4.2.1.11). */
export interface PolicyConstraints {
  readonly requireExplicit?: number | undefined;
  readonly inhibitMapping?: number | undefined;
}

/** A policy of the issuer that the subject calls otherwise (§4.2.1.5). */
export interface PolicyMapping {
  readonly issuer: string;
  readonly subject: string;
}

function subtrees(tag: number, names: readonly GeneralName[]): Uint8Array[] {
  return names.length === 0 ? [] : [der.tlv(tag, ...names.map((name) => der.sequence(encodeGeneralName(name))))];
}

/** §4.2.1.10, critical. */
export const nameConstraints = ({ permitted, excluded }: NameConstraints): Uint8Array =>
  extension(OID.nameConstraints, true, der.sequence(...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)));

/** An INTEGER's content under a context tag. */
const count = (tag: number, value: number | undefined): Uint8Array[] =>
  value === undefined ? [] : [der.implicitPrimitive(tag, DerReader.over(der.integer(value)).any().content)];

/** §4.2.1.11, critical. */
export const policyConstraints = ({ requireExplicit, inhibitMapping }: PolicyConstraints): Uint8Array =>
  extension(OID.policyConstraints, true, der.sequence(...count(0, requireExplicit), ...count(1, inhibitMapping)));

/** §4.2.1.5, critical. */
export const policyMappings = (mappings: readonly PolicyMapping[]): Uint8Array =>
  extension(
    OID.policyMappings,
    true,
    der.sequence(...mappings.map(({ issuer, subject }) => der.sequence(der.oid(issuer), der.oid(subject)))),
  );

/** §4.2.1.14, critical. */
export const inhibitAnyPolicy = (after: number): Uint8Array =>
  extension(OID.inhibitAnyPolicy, true, der.integer(after));

function readSubtrees(list: DerReader | undefined): GeneralName[] {
  return [...(list?.rest() ?? [])].map((subtree) => {
    const reader = DerReader.within(subtree);
    const name = parseGeneralName(reader.any());
    // Minimum is always 0 and maximum absent in this profile: a DER encoder writes neither.
    reader.end();
    return name;
  });
}

export function parseNameConstraints(value: DerReader): NameConstraints {
  const reader = value.sequence();
  const at = reader.at;
  const permitted = readSubtrees(reader.context(0));
  const excluded = readSubtrees(reader.context(1));
  reader.end();
  if (permitted.length + excluded.length === 0) throw new PkiError('DER_VALUE', 'constraints that say nothing', at);
  return { permitted, excluded };
}

function readCount(reader: DerReader, tag: number): number | undefined {
  const value = reader.optional(tag);
  return value === undefined ? undefined : DerReader.over(der.tlv(TAG.INTEGER, value.content)).smallInteger();
}

export function parsePolicyConstraints(value: DerReader): PolicyConstraints {
  const reader = value.sequence();
  const result = { requireExplicit: readCount(reader, 0x80), inhibitMapping: readCount(reader, 0x81) };
  reader.end();
  return result;
}

export function parsePolicyMappings(value: DerReader): PolicyMapping[] {
  return [...value.sequence().rest()].map((mapping) => {
    const reader = DerReader.within(mapping);
    const pair = { issuer: reader.oid(), subject: reader.oid() };
    reader.end();
    if (pair.issuer === OID.anyPolicy || pair.subject === OID.anyPolicy) {
      throw new PkiError('DER_VALUE', 'any policy cannot be mapped', mapping.at);
    }
    return pair;
  });
}
