import { DerReader, der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { extension } from '../x509/extension.ts';
import { parseExtensionList } from '../x509/parse-extensions.ts';
import { plainEntry } from './plain-entry.ts';
import { REVOCATION_REASONS, type RevocationReason, type RevokedEntry, reasonOf } from './reason.ts';

const reasonExtension = (reason: RevocationReason): Uint8Array =>
  extension(OID.reasonCode, false, der.enumerated(REVOCATION_REASONS[reason]));

const NOTHING = new Uint8Array(0);
// The same few bytes in millions of entries: made once. RFC 5280 §5.3.1: "unspecified" is said by saying nothing.
const ONLY_REASON: ReadonlyMap<RevocationReason, Uint8Array> = new Map(
  Object.values(REVOCATION_REASONS).map((code) => {
    const reason = reasonOf(code);
    return [reason, reason === 'unspecified' ? NOTHING : der.sequence(reasonExtension(reason))];
  }),
);

function entryExtensions({ reason, invalidityDate }: RevokedEntry): Uint8Array {
  if (invalidityDate === undefined) return ONLY_REASON.get(reason) ?? NOTHING;
  const since = extension(OID.invalidityDate, false, der.generalizedTime(invalidityDate));
  return der.sequence(...(reason === 'unspecified' ? [] : [reasonExtension(reason)]), since);
}

/**
 * One entry of a list 吊销条目 in DER, as it may be kept until the list is made: about 45 bytes. `invalidityDate` is when
 * the key is known or thought to have been misused first (RFC 5280 §5.3.2). Throws `TIME_INVALID`.
 */
export function encodeRevokedEntry(entry: RevokedEntry): Uint8Array {
  const extensions = entryExtensions(entry);
  return (
    plainEntry(entry.serial, entry.revokedAt, extensions) ??
    der.sequence(der.integer(entry.serial), der.time(entry.revokedAt), extensions)
  );
}

/** Reads the next entry. Throws `DER_*`, `TIME_INVALID`, and `CRL_EXTENSION` for a critical extension it does not know. */
export function readRevokedEntry(list: DerReader): RevokedEntry {
  const entry = list.sequence();
  const serial = entry.integer();
  const revokedAt = entry.time();
  let reason: RevocationReason = 'unspecified';
  let invalidityDate: Date | undefined;
  for (const { oid, critical, value } of entry.done ? [] : parseExtensionList(entry.sequence())) {
    if (oid === OID.reasonCode) reason = reasonOf(DerReader.within(value).enumerated());
    else if (oid === OID.invalidityDate) invalidityDate = DerReader.within(value).time();
    else if (critical) throw new PkiError('CRL_EXTENSION', `critical entry extension ${oid}`, value.at);
  }
  entry.end();
  return { serial, revokedAt, reason, ...(invalidityDate && { invalidityDate }) };
}
