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
import { parseExtensionList } from '../x509/parse-extensions.ts';
import { type RevocationReason, type RevokedEntry, reasonOf } from './reason.ts';

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
  /** By serial. */
  readonly entries: ReadonlyMap<bigint, RevokedEntry>;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** Room for about two million entries. */
const MAX_LENGTH = 96 << 20;

function readReason(extensions: DerReader): RevocationReason {
  let reason: RevocationReason = 'unspecified';
  for (const { oid, critical, value } of parseExtensionList(extensions)) {
    if (oid === OID.reasonCode) reason = reasonOf(DerReader.within(value).enumerated());
    else if (critical) throw new PkiError('CRL_EXTENSION', `critical entry extension ${oid}`, value.at);
  }
  return reason;
}

function readEntries(list: DerReader | undefined): Map<bigint, RevokedEntry> {
  const entries = new Map<bigint, RevokedEntry>();
  while (list !== undefined && !list.done) {
    const entry = list.sequence();
    const serial = entry.integer();
    const revokedAt = entry.time();
    entries.set(serial, { serial, revokedAt, reason: entry.done ? 'unspecified' : readReason(entry.sequence()) });
    entry.end();
  }
  return entries;
}

const isTime = (tag: number | undefined): boolean => tag === TAG.UTC_TIME || tag === TAG.GENERALIZED_TIME;

/**
 * Reads a complete CRL v2 in DER, at most 96 MiB. Partial ones (delta, issuing distribution point) carry a critical
 * extension and are refused. Throws `DER_*`, `CRL_VERSION`, `CRL_EXTENSION`, `ALGORITHM_*`. Does not check the signature.
 */
export function parseCrl(bytes: Uint8Array): Crl {
  const signed = parseSigned(bytes, MAX_LENGTH);
  const reader = DerReader.within(signed.tbs);
  const at = reader.at;
  if (reader.peek() !== TAG.INTEGER || reader.smallInteger() !== 1) {
    throw new PkiError('CRL_VERSION', 'only version 2 lists are read', at);
  }
  assertSameAlgorithm(reader.take(TAG.SEQUENCE), signed);
  const issuer = reader.take(TAG.SEQUENCE);
  const thisUpdate = reader.time();
  const nextUpdate = isTime(reader.peek()) ? reader.time() : undefined;
  const entries = readEntries(reader.peek() === TAG.SEQUENCE ? reader.sequence() : undefined);
  const wrapper = reader.context(0);
  const extensions = wrapper === undefined ? [] : parseExtensionList(wrapper.sequence());
  wrapper?.end();
  reader.end();
  const unknown = extensions.find(({ critical }) => critical);
  if (unknown !== undefined) throw new PkiError('CRL_EXTENSION', `critical extension ${unknown.oid}`, unknown.value.at);
  const inside = (oid: string): DerReader | undefined => {
    const found = extensions.find((item) => item.oid === oid);
    return found === undefined ? undefined : DerReader.within(found.value);
  };
  return {
    raw: bytes,
    tbs: signed.tbs.raw,
    issuer: parseName(issuer),
    issuerRaw: issuer.raw,
    thisUpdate,
    nextUpdate,
    number: inside(OID.crlNumber)?.integer(),
    authorityKeyId: inside(OID.authorityKeyIdentifier)?.sequence().optional(0x80)?.content,
    entries,
    algorithm: signed.algorithm,
    signature: signed.signature,
  };
}

/** Whether the list was signed with this key: that of a certificate, or its bytes alone. Nothing but the signature is looked at. */
export function verifyCrlSignature(crl: Crl, issuerKey: PublicKey | Uint8Array): boolean {
  return verifySignature(crl.algorithm, issuerKey, crl.tbs, crl.signature);
}
