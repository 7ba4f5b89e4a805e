import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { extension } from './extension.ts';
import { encodeGeneralName, type GeneralName, parseGeneralNames } from './general-name.ts';

/** Where a certificate's revocation list is found (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  readonly names: readonly GeneralName[];
  /** Only for some reasons, or by another issuer: not believed to be complete here. */
  readonly partial: boolean;
}

const uri = (value: string): GeneralName => ({ kind: 'uri', value });

/** DistributionPointName with full names: content of [0] wherever it stands. */
export const fullName = (urls: readonly string[]): Uint8Array =>
  der.explicit(0, ...urls.map((url) => encodeGeneralName(uri(url))));

const points = (urls: readonly string[]): Uint8Array => der.sequence(der.sequence(der.explicit(0, fullName(urls))));

/** §4.2.1.13, one distribution point with the given URLs. */
export const crlDistributionPoints = (urls: readonly string[]): Uint8Array =>
  extension(OID.crlDistributionPoints, false, points(urls));

/** §4.2.1.15 and §5.2.6, where delta lists are found. */
export const freshestCrl = (urls: readonly string[]): Uint8Array => extension(OID.freshestCrl, false, points(urls));

/** Reads DistributionPointName; names relative to the issuer are not understood and give an empty list. */
export function parsePointName(name: DerReader | undefined): GeneralName[] {
  const full = name?.context(0);
  return full === undefined ? [] : parseGeneralNames(full);
}

/** Reads CRLDistributionPoints or FreshestCRL. */
export function parseDistributionPoints(value: DerReader): DistributionPoint[] {
  return [...value.sequence().rest()].map((point) => {
    if (point.tag !== TAG.SEQUENCE) throw new PkiError('DER_TAG', 'not a distribution point', point.at);
    const reader = DerReader.within(point);
    const names = parsePointName(reader.context(0));
    return { names, partial: !reader.done };
  });
}

/** Puts the number of the shard where an address says "{shard}". Throws `CRL_SHARD` when there is none. */
export function shardUrl(url: string, shard: number | undefined): string {
  if (!url.includes('{shard}')) return url;
  if (shard === undefined || !Number.isInteger(shard) || shard < 0) {
    throw new PkiError('CRL_SHARD', 'the address needs the number of the shard');
  }
  return url.replaceAll('{shard}', String(shard));
}

/** Spreads certificates over lists by their random serial: 0 … shards−1. Fixed for a certificate once it is issued. */
export function shardOf(serial: bigint, shards: number): number {
  if (!Number.isInteger(shards) || shards < 1) throw new PkiError('CRL_SHARD', 'there is at least one shard');
  return Number(serial % BigInt(shards));
}
