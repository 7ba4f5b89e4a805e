import {
  assertSameAlgorithm,
  type PublicKey,
  parseSigned,
  type SignatureAlgorithm,
  verifySignature,
} from '../algorithms/signature.ts';
import { DerReader, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type Name, parseName } from '../names/name.ts';
import { OID } from '../oids.ts';
import { parseDistributionPoints } from '../x509/distribution-point.ts';
import { urlsOf } from '../x509/general-name.ts';
import { parseExtensionList } from '../x509/parse-extensions.ts';
import { RevokedEntries } from './entries.ts';
import type { RevokedEntry } from './reason.ts';
import { type CrlScope, parseScope } from './scope.ts';

/** A certificate revocation list with its exact bytes. */
export interface Crl {
  readonly raw: Uint8Array;
  readonly tbs: Uint8Array;
  readonly issuer: Name;
  readonly issuerRaw: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly number: bigint | undefined;
  readonly authorityKeyId: Uint8Array | undefined;
  /** The full list this delta list goes with; undefined for a full one. */
  readonly deltaBase: bigint | undefined;
  /** Undefined when it speaks about every certificate of its issuer. */
  readonly scope: CrlScope | undefined;
  /** Addresses of delta lists. */
  readonly freshestCrlUrls: readonly string[];
  /** By serial; made into objects only when looked at. */
  readonly entries: ReadonlyMap<bigint, RevokedEntry>;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** Room for about two million entries. */
export const MAX_CRL_LENGTH = 96 << 20;

/** Critical extensions that are understood: what they say is in the result. */
const KNOWN: ReadonlySet<string> = new Set([OID.deltaCrlIndicator, OID.issuingDistributionPoint, OID.crlNumber]);

const isTime = (tag: number | undefined): boolean => tag === TAG.UTC_TIME || tag === TAG.GENERALIZED_TIME;

/**
 * Reads a CRL v2 in DER, at most 96 MiB: full, delta, or of one shard; see `deltaBase` and `scope` before believing that a
 * certificate is not in it. Throws `DER_*`, `CRL_VERSION`, `CRL_EXTENSION`, `ALGORITHM_*`. Does not check the signature.
 */
export function parseCrl(bytes: Uint8Array): Crl {
  const signed = parseSigned(bytes, MAX_CRL_LENGTH);
  const reader = DerReader.within(signed.tbs);
  const at = reader.at;
  if (reader.peek() !== TAG.INTEGER || reader.smallInteger() !== 1) {
    throw new PkiError('CRL_VERSION', 'only version 2 lists are read', at);
  }
  assertSameAlgorithm(reader.take(TAG.SEQUENCE), signed);
  const issuer = reader.take(TAG.SEQUENCE);
  const thisUpdate = reader.time();
  const nextUpdate = isTime(reader.peek()) ? reader.time() : undefined;
  const entries = RevokedEntries.over(reader.optional(TAG.SEQUENCE));
  const wrapper = reader.context(0);
  const extensions = wrapper === undefined ? [] : parseExtensionList(wrapper.sequence());
  wrapper?.end();
  reader.end();
  const unknown = extensions.find(({ oid, critical }) => critical && !KNOWN.has(oid));
  if (unknown !== undefined) throw new PkiError('CRL_EXTENSION', `critical extension ${unknown.oid}`, unknown.value.at);
  const inside = (oid: string): DerReader | undefined => {
    const found = extensions.find((item) => item.oid === oid);
    return found === undefined ? undefined : DerReader.within(found.value);
  };
  const scope = inside(OID.issuingDistributionPoint);
  const freshest = inside(OID.freshestCrl);
  return {
    raw: bytes,
    tbs: signed.tbs.raw,
    issuer: parseName(issuer),
    issuerRaw: issuer.raw,
    thisUpdate,
    nextUpdate,
    number: inside(OID.crlNumber)?.integer(),
    authorityKeyId: inside(OID.authorityKeyIdentifier)?.sequence().optional(0x80)?.content,
    deltaBase: inside(OID.deltaCrlIndicator)?.integer(),
    scope: scope && parseScope(scope),
    freshestCrlUrls: (freshest ? parseDistributionPoints(freshest) : []).flatMap(({ names }) => urlsOf(names)),
    entries,
    algorithm: signed.algorithm,
    signature: signed.signature,
  };
}

/** Whether the list was signed with this key: that of a certificate, or its bytes alone. Nothing but the signature is looked at. */
export function verifyCrlSignature(crl: Crl, issuerKey: PublicKey | Uint8Array): boolean {
  return verifySignature(crl.algorithm, issuerKey, crl.tbs, crl.signature);
}
