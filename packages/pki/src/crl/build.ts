import { concatBytes } from '@yinxin/gm';
import {
  assembleSigned,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
  statedAlgorithm,
} from '../algorithms/signature.ts';
import type { Signer } from '../algorithms/signer.ts';
import { der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import type { Issuer } from '../x509/build.ts';
import { freshestCrl } from '../x509/distribution-point.ts';
import { extension } from '../x509/extension.ts';
import { authorityKeyIdentifier } from '../x509/extensions.ts';
import { encodeRevokedEntry } from './entry.ts';
import { MAX_CRL_LENGTH } from './parse.ts';
import type { RevokedEntry } from './reason.ts';
import { type CrlScopeData, issuingDistributionPoint } from './scope.ts';

/** What a certificate revocation list 证书吊销列表 says beside its entries. */
export interface CrlHead {
  /** See `issuerOf`. */
  readonly issuer: Issuer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Grows with every list of this CA, full or delta. */
  readonly number: bigint;
  /** Makes it a delta list 增量列表: what changed since the full list of this number (RFC 5280 §5.2.4). */
  readonly deltaBase?: bigint;
  /** Makes it a part: one shard, or only subscribers or CAs (RFC 5280 §5.2.5). */
  readonly scope?: CrlScopeData;
  /** Where the delta lists are, in a full list (RFC 5280 §5.2.6). */
  readonly freshestCrlUrls?: readonly string[];
  readonly algorithm?: SignatureAlgorithm;
}

/** A list with its entries. */
export interface CrlData extends CrlHead {
  /** Each serial once, in any order. `removeFromCRL` only in a delta list. */
  readonly entries: Iterable<RevokedEntry>;
}

function crlExtensions({ issuer, number, deltaBase, scope, freshestCrlUrls = [] }: CrlHead): Uint8Array {
  if (deltaBase !== undefined && (deltaBase >= number || freshestCrlUrls.length > 0)) {
    throw new PkiError('CRL_DELTA', 'a delta list has a higher number than its base, and no delta lists of its own');
  }
  return der.explicit(
    0,
    der.sequence(
      authorityKeyIdentifier(issuer.keyId),
      extension(OID.crlNumber, false, der.integer(number)),
      ...(deltaBase === undefined ? [] : [extension(OID.deltaCrlIndicator, true, der.integer(deltaBase))]),
      ...(scope === undefined ? [] : [issuingDistributionPoint(scope)]),
      ...(freshestCrlUrls.length === 0 ? [] : [freshestCrl(freshestCrlUrls)]),
    ),
  );
}

/** Everything of the to-be-signed bytes but the entries, which together have `entriesLength` bytes. */
export function tbsAroundEntries(
  head: CrlHead,
  entriesLength: number,
): { readonly before: Uint8Array; readonly after: Uint8Array } {
  const start = concatBytes(
    der.integer(1),
    signatureAlgorithmIdentifier(head.algorithm ?? 'sm2-sm3'),
    head.issuer.name,
    der.time(head.thisUpdate),
    der.time(head.nextUpdate),
    // The list may not be present and empty (§5.1.2.6).
    ...(entriesLength === 0 ? [] : [der.header(TAG.SEQUENCE, entriesLength)]),
  );
  const after = crlExtensions(head);
  const length = start.length + entriesLength + after.length;
  return { before: concatBytes(der.header(TAG.SEQUENCE, length), start), after };
}

/** An entry as it goes into this list. Throws `CRL_DELTA` for `removeFromCRL` outside a delta list. */
export function entryFor(head: CrlHead, entry: RevokedEntry | Uint8Array): Uint8Array {
  if (entry instanceof Uint8Array) return entry;
  if (entry.reason === 'removeFromCRL' && head.deltaBase === undefined) {
    throw new PkiError('CRL_DELTA', 'removeFromCRL stands in delta lists only');
  }
  return encodeRevokedEntry(entry);
}

/** The to-be-signed bytes of a CRL v2 (RFC 5280 §5) with authorityKeyIdentifier and cRLNumber. Throws `CRL_DELTA`. */
export function buildTbsCrl(data: CrlData): Uint8Array {
  const entries = Array.from(data.entries, (entry) => entryFor(data, entry));
  const { before, after } = tbsAroundEntries(
    data,
    entries.reduce((sum, entry) => sum + entry.length, 0),
  );
  return der.join([before, ...entries, after]);
}

/** Joins to-be-signed bytes and their signature into the CRL; the algorithm is the one the bytes state. */
export function assembleCrl(
  tbs: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm = statedAlgorithm(tbs, MAX_CRL_LENGTH),
): Uint8Array {
  return assembleSigned(tbs, algorithm, signature);
}

/** A signed CRL in DER. */
export async function buildCrl(data: Omit<CrlData, 'algorithm'>, signer: Signer): Promise<Uint8Array> {
  const tbs = buildTbsCrl({ ...data, algorithm: signer.algorithm });
  return assembleCrl(tbs, await signer.sign(tbs), signer.algorithm);
}
