import { parseSignatureAlgorithm, type SignatureAlgorithm } from '../algorithms/signature.ts';
import { reasonOf } from '../crl/reason.ts';
import { DerReader, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { type Certificate, parseCertificate } from '../x509/parse.ts';
import { parseExtensionList } from '../x509/parse-extensions.ts';
import { parseCertId } from './cert-id.ts';
import { findNonce } from './request.ts';
import { type CertificateStatus, OCSP_STATUS, type OcspStatus, type SingleResponse } from './response.ts';

/** A successful answer as read. */
export interface BasicOcspResponse {
  /** Encoded name, or 20-byte key hash. */
  readonly responderId: { readonly by: 'name' | 'key'; readonly value: Uint8Array };
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Uint8Array | undefined;
  readonly certificates: readonly Certificate[];
  /** The bytes that were signed. */
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

const STATUS_NAMES = new Map<number, OcspStatus>([
  [OCSP_STATUS.successful, 'successful'],
  [OCSP_STATUS.malformedRequest, 'malformedRequest'],
  [OCSP_STATUS.internalError, 'internalError'],
  [OCSP_STATUS.tryLater, 'tryLater'],
  [OCSP_STATUS.sigRequired, 'sigRequired'],
  [OCSP_STATUS.unauthorized, 'unauthorized'],
]);

function readStatus(reader: DerReader): CertificateStatus {
  const value = reader.any();
  switch (value.tag) {
    case 0x80:
      return { kind: 'good' };
    case 0x82:
      return { kind: 'unknown' };
    case 0xa1: {
      const inner = DerReader.within(value);
      const revokedAt = inner.time();
      const code = inner.context(0)?.enumerated();
      inner.end();
      return { kind: 'revoked', revokedAt, reason: code === undefined ? 'unspecified' : reasonOf(code) };
    }
    default:
      throw new PkiError('DER_TAG', 'unknown certificate status', value.at);
  }
}

function readSingle(reader: DerReader): SingleResponse {
  const certId = parseCertId(reader.take(TAG.SEQUENCE));
  const status = readStatus(reader);
  const thisUpdate = reader.time();
  const nextUpdate = reader.context(0)?.time();
  const extensions = reader.context(1);
  const list = extensions === undefined ? [] : parseExtensionList(extensions.sequence());
  refuseCritical(list);
  reader.end();
  const cutoff = list.find(({ oid }) => oid === OID.ocspArchiveCutoff)?.value;
  const archiveCutoff = cutoff && DerReader.within(cutoff).time();
  return { certId, status, thisUpdate, ...(nextUpdate && { nextUpdate }), ...(archiveCutoff && { archiveCutoff }) };
}

function refuseCritical(list: ReturnType<typeof parseExtensionList>): void {
  const unknown = list.find(({ oid, critical }) => critical && oid !== OID.ocspNonce);
  if (unknown !== undefined)
    throw new PkiError('OCSP_RESPONSE_TYPE', `critical extension ${unknown.oid}`, unknown.value.at);
}

/** ResponderID by key. GmSSL writes and reads the tag as an implicit one; RFC 6960 means an explicit one. */
function readKeyHash(tbs: DerReader): Uint8Array {
  return tbs.optional(0x82)?.content ?? DerReader.within(tbs.take(0xa2)).octets();
}

function readBasic(bytes: DerReader): BasicOcspResponse {
  const basic = bytes.sequence();
  bytes.end();
  const tbsValue = basic.take(TAG.SEQUENCE);
  const algorithm = parseSignatureAlgorithm(basic.take(TAG.SEQUENCE));
  const signature = basic.bitBytes();
  const certificates = [...(basic.context(0)?.sequence().rest() ?? [])].map(({ raw }) => parseCertificate(raw));
  basic.end();

  const tbs = DerReader.within(tbsValue);
  const version = tbs.context(0);
  if (version !== undefined && version.smallInteger() !== 0) {
    throw new PkiError('OCSP_VERSION', 'only version 1 responses exist', tbs.at);
  }
  const byName = tbs.context(1);
  const responderId =
    byName === undefined
      ? { by: 'key' as const, value: readKeyHash(tbs) }
      : { by: 'name' as const, value: byName.take(TAG.SEQUENCE).raw };
  const producedAt = tbs.time();
  const list = tbs.sequence();
  const responses: SingleResponse[] = [];
  while (!list.done) responses.push(readSingle(list.sequence()));
  const wrapper = tbs.context(1);
  const extensions = wrapper === undefined ? [] : parseExtensionList(wrapper.sequence());
  refuseCritical(extensions);
  tbs.end();
  const nonce = findNonce(extensions);
  return { responderId, producedAt, responses, nonce, certificates, tbs: tbsValue.raw, algorithm, signature };
}

/** What an answer says as a whole, without reading what it says about certificates. Throws `DER_*`, `OCSP_STATUS`. */
export function ocspStatusOf(bytes: Uint8Array): OcspStatus {
  const all = DerReader.over(bytes);
  const code = all.sequence().enumerated();
  all.end();
  const status = STATUS_NAMES.get(code);
  if (status === undefined) throw new PkiError('OCSP_STATUS', `the responder answered ${code}`);
  return status;
}

/**
 * Reads an OCSP answer. Throws `OCSP_STATUS` when it only says why there is none, `OCSP_RESPONSE_TYPE`,
 * `OCSP_VERSION`, `DER_*`. Does not check the signature: see `verifyOcspResponse`.
 */
export function parseOcspResponse(bytes: Uint8Array): BasicOcspResponse {
  const all = DerReader.over(bytes);
  const outer = all.sequence();
  all.end();
  const code = outer.enumerated();
  if (code !== OCSP_STATUS.successful) {
    throw new PkiError('OCSP_STATUS', `the responder answered ${STATUS_NAMES.get(code) ?? code}`);
  }
  const wrapper = DerReader.within(outer.take(0xa0)).sequence();
  outer.end();
  const type = wrapper.oid();
  if (type !== OID.ocspBasic) throw new PkiError('OCSP_RESPONSE_TYPE', `response type ${type}`);
  const basic = DerReader.within(wrapper.take(TAG.OCTET_STRING));
  wrapper.end();
  return readBasic(basic);
}
