import { engine } from '@yinxin/gm';
import { type RsaTransport, rsaEncrypt } from '../algorithms/rsa-transport.ts';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import type { Certificate } from '../x509/parse.ts';
import type { MessageFamily } from './content-type.ts';
import type { KeyTransport } from './decrypter.ts';
import { issuerAndSerial, type PartyId, parsePartyId } from './party.ts';

/** RecipientInfo of the key-transport kind (RFC 5652 §6.2.1, GB/T 35275): the message key, encrypted to one recipient. */
export interface RecipientInfo {
  readonly id: PartyId;
  /** Undefined when the way of transport is not known here. */
  readonly transport: KeyTransport | undefined;
  readonly sealedKey: Uint8Array;
}

// GB/T 33560: SM2-3 is encryption. GmSSL writes SM2-2 (key agreement), others the bare SM2.
const SM2_ENCRYPTION = '1.2.156.10197.1.301.3';
const SM2_NAMES: ReadonlySet<string> = new Set([SM2_ENCRYPTION, '1.2.156.10197.1.301.2', OID.sm2, OID.ecPublicKey]);
const RSA_OAEP = '1.2.840.113549.1.1.7';

const OAEP_HASHES: ReadonlyMap<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'> = new Map([
  [OID.sha1, 'sha1'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
]);

/** RSAES-OAEP-params (RFC 4055 §4.1); undefined when the two hashes differ or a label is used. */
function parseOaep(reader: DerReader): RsaTransport | undefined {
  const parameters = reader.done ? undefined : reader.sequence();
  const hashOid = parameters?.context(0)?.sequence().oid() ?? OID.sha1;
  const mask = parameters?.context(1)?.sequence();
  const maskIsMgf1 = mask === undefined || mask.oid() === OID.mgf1;
  const maskHash = mask === undefined ? OID.sha1 : mask.sequence().oid();
  const hash = OAEP_HASHES.get(hashOid);
  const plain = parameters?.context(2) === undefined;
  return hash !== undefined && maskIsMgf1 && maskHash === hashOid && plain ? { padding: 'oaep', hash } : undefined;
}

function parseTransport(value: DerValue): KeyTransport | undefined {
  const reader = DerReader.within(value);
  const oid = reader.oid();
  if (SM2_NAMES.has(oid)) return { kind: 'sm2' };
  if (oid === OID.rsaEncryption) return { kind: 'rsa', how: { padding: 'pkcs1' } };
  const how = oid === RSA_OAEP ? parseOaep(reader) : undefined;
  return how && { kind: 'rsa', how };
}

/** Reads one recipient; undefined for kinds other than key transport. Versions 0 to 2 occur. Throws `CMS_VERSION`, `DER_*`. */
export function parseRecipient(value: DerValue): RecipientInfo | undefined {
  if (value.tag !== TAG.SEQUENCE) return undefined;
  const reader = DerReader.within(value);
  const at = reader.at;
  const version = reader.smallInteger();
  if (version > 2) throw new PkiError('CMS_VERSION', `recipient version ${version}`, at);
  const id = parsePartyId(reader);
  const transport = parseTransport(reader.take(TAG.SEQUENCE));
  // Key management after GM/T 0014 writes SM2Cipher bare, without the octet string around it.
  const bare = reader.optional(TAG.SEQUENCE);
  const sealedKey = bare?.raw ?? reader.octets();
  reader.end();
  return { id, transport, sealedKey };
}

/** How keys are carried to RSA recipients: OAEP with SHA-256 unless an old reader needs PKCS#1 v1.5. */
export type RsaPadding = 'oaep' | 'pkcs1';

function seal(key: Uint8Array, { keyAlgorithm, publicKey }: Certificate, padding: RsaPadding): readonly Uint8Array[] {
  if (keyAlgorithm === 'sm2') {
    return [der.sequence(der.oid(SM2_ENCRYPTION)), der.octetString(engine().encrypt(publicKey, key))];
  }
  if (keyAlgorithm !== 'rsa') {
    throw new PkiError('CMS_CERTIFICATE_UNSUITABLE', `nothing is encrypted to a key of ${keyAlgorithm}`);
  }
  if (padding === 'pkcs1') {
    const algorithm = der.sequence(der.oid(OID.rsaEncryption), der.nullValue());
    return [algorithm, der.octetString(rsaEncrypt(publicKey, { padding }, key))];
  }
  const sha256 = der.sequence(der.oid(OID.sha256), der.nullValue());
  const mask = der.sequence(der.oid(OID.mgf1), sha256);
  const parameters = der.sequence(der.explicit(0, sha256), der.explicit(1, mask));
  const sealed = rsaEncrypt(publicKey, { padding: 'oaep', hash: 'sha256' }, key);
  return [der.sequence(der.oid(RSA_OAEP), parameters), der.octetString(sealed)];
}

/** Writes the message key for one recipient. Throws `CMS_CERTIFICATE_UNSUITABLE` when the certificate is not for encryption. */
export function buildRecipient(
  family: MessageFamily,
  key: Uint8Array,
  certificate: Certificate,
  padding: RsaPadding = 'oaep',
): Uint8Array {
  const { keyUsage } = certificate.extensions;
  const uses = ['keyEncipherment', 'dataEncipherment', 'keyAgreement'] as const;
  if (keyUsage !== undefined && !uses.some((use) => keyUsage.includes(use))) {
    throw new PkiError('CMS_CERTIFICATE_UNSUITABLE', 'the certificate of a recipient is not for encryption');
  }
  // RFC 5652 §6.2.1: version 0 with issuer and serial; GB/T 35275 writes 1.
  const version = der.integer(family === 'gm' ? 1 : 0);
  return der.sequence(version, issuerAndSerial(certificate), ...seal(key, certificate, padding));
}
