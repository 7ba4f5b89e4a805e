import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';

/**
 * CSRResponse (GM/T 0092-2020): the twin certificates and the key envelope in one answer to a request. Its module says
 * IMPLICIT TAGS, by which [0] replaces the tag of the envelope; others write [0] around it. Written as asked, both read.
 */
export interface CsrResponse {
  /** Signing certificate first, its chain may follow. */
  readonly signCertificates: readonly Uint8Array[];
  /** SM2EnvelopedKey in DER. */
  readonly envelopedKey: Uint8Array | undefined;
  readonly encryptCertificates: readonly Uint8Array[];
}

export type CsrResponseTagging = 'implicit' | 'explicit';

/** Writes a CSRResponse in DER. Throws `DER_*` when the envelope is not one SEQUENCE. */
export function buildCsrResponse(response: CsrResponse, tagging: CsrResponseTagging = 'implicit'): Uint8Array {
  const { signCertificates, envelopedKey, encryptCertificates } = response;
  const envelope = (bytes: Uint8Array): Uint8Array => {
    const reader = DerReader.over(bytes);
    const { content, raw } = reader.take(TAG.SEQUENCE);
    reader.end();
    return der.explicit(0, tagging === 'explicit' ? raw : content);
  };
  return der.sequence(
    der.setOf(...signCertificates),
    ...(envelopedKey === undefined ? [] : [envelope(envelopedKey)]),
    ...(encryptCertificates.length === 0 ? [] : [der.explicit(1, ...encryptCertificates)]),
  );
}

/** Reads a CSRResponse. Certificates and envelope are handed out as bytes. Throws `DER_*`, `ENVELOPE_MALFORMED`. */
export function parseCsrResponse(bytes: Uint8Array): CsrResponse {
  const all = DerReader.over(bytes);
  const reader = all.sequence();
  all.end();
  const { at } = reader;
  const signCertificates = [...reader.set().rest()].map(({ raw }) => raw);
  const parts = [...(reader.context(0)?.rest() ?? [])].map(({ raw }) => raw);
  const encryptCertificates = [...(reader.context(1)?.rest() ?? [])].map(({ raw }) => raw);
  reader.end();
  if (signCertificates.length === 0) {
    throw new PkiError('ENVELOPE_MALFORMED', 'the answer holds no signing certificate', at);
  }
  // One value inside [0] is the whole envelope, several are its fields.
  const envelopedKey = parts.length > 1 ? der.sequence(...parts) : parts[0];
  return { signCertificates, envelopedKey, encryptCertificates };
}
