import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { extension } from '../x509/extension.ts';
import { parseExtensionList } from '../x509/parse-extensions.ts';
import { type CertId, parseCertId } from './cert-id.ts';

/** A question about certificates (RFC 6960 §4.1). */
export interface OcspRequest {
  readonly certIds: readonly CertId[];
  /** Repeated in the answer; 1 to 128 bytes, 32 are usual (RFC 9654). */
  readonly nonce: Uint8Array | undefined;
}

// A question of a few certificates fits easily; more would only be a way to make the responder work.
const MAX_REQUEST = 16 << 10;
const MAX_NONCE = 128;

/** The nonce as extension of request or response: OCTET STRING inside extnValue (RFC 9654). Throws `OCSP_NONCE`. */
export function nonceExtension(nonce: Uint8Array): Uint8Array {
  if (!isNonce(nonce)) throw new PkiError('OCSP_NONCE', `a nonce has 1 to ${MAX_NONCE} bytes`);
  return extension(OID.ocspNonce, false, der.octetString(nonce));
}

const isNonce = ({ length }: Uint8Array): boolean => length >= 1 && length <= MAX_NONCE;

function unwrapped(value: DerValue): Uint8Array | undefined {
  try {
    const reader = DerReader.within(value);
    const octets = reader.octets();
    reader.end();
    return octets;
  } catch {
    return undefined;
  }
}

/** The nonce among extensions. Some clients put the bytes bare into extnValue. */
export function findNonce(list: ReturnType<typeof parseExtensionList>): Uint8Array | undefined {
  const found = list.find(({ oid }) => oid === OID.ocspNonce)?.value;
  if (found === undefined) return undefined;
  const nonce = unwrapped(found) ?? found.content;
  if (!isNonce(nonce)) throw new PkiError('OCSP_NONCE', 'nonce too long or empty', found.at);
  return nonce;
}

/** An unsigned OCSP request in DER. Throws `OCSP_NONCE`. */
export function buildOcspRequest({ certIds, nonce }: OcspRequest): Uint8Array {
  return der.sequence(
    der.sequence(
      der.sequence(...certIds.map(({ raw }) => der.sequence(raw))),
      ...(nonce === undefined ? [] : [der.explicit(2, der.sequence(nonceExtension(nonce)))]),
    ),
  );
}

/**
 * Reads an OCSP request, at most 16 KiB. A signature on it is read over (RFC 6960 does not demand checking one).
 * Throws `DER_*`, `OCSP_VERSION`, `OCSP_REQUEST_EMPTY`, `OCSP_NONCE`, `ALGORITHM_UNSUPPORTED`: answer `malformedRequest`.
 */
export function parseOcspRequest(bytes: Uint8Array): OcspRequest {
  const all = DerReader.over(bytes, MAX_REQUEST);
  const outer = all.sequence();
  all.end();
  const tbs = outer.sequence();
  outer.context(0);
  outer.end();
  const version = tbs.context(0);
  if (version !== undefined && version.smallInteger() !== 0) {
    throw new PkiError('OCSP_VERSION', 'only version 1 requests exist', version.at);
  }
  tbs.context(1);
  const list = tbs.sequence();
  const certIds: CertId[] = [];
  while (!list.done) {
    const single = list.sequence();
    certIds.push(parseCertId(single.take(TAG.SEQUENCE)));
    single.context(0);
    single.end();
  }
  const wrapper = tbs.context(2);
  const nonce = wrapper === undefined ? undefined : findNonce(parseExtensionList(wrapper.sequence()));
  wrapper?.end();
  tbs.end();
  if (certIds.length === 0) throw new PkiError('OCSP_REQUEST_EMPTY', 'the request asks about nothing', list.at);
  return { certIds, nonce };
}
