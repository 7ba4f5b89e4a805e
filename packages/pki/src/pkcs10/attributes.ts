import { concatBytes, equalBytes } from '@yinxin/gm';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { checkPublicKey } from '../spki/spki.ts';
import { type CertificateExtensions, parseCertificateExtensions } from '../x509/parse-extensions.ts';

/** What a request says beside name and key (RFC 2986 §4.1). A challenge password is never looked at. */
export interface RequestAttributes {
  /** Extensions the requester would like (PKCS#9 extensionRequest). What is certified is the CA's to say. */
  readonly extensions: CertificateExtensions | undefined;
  /**
   * Temporary SM2 key 临时公钥 (04‖X‖Y) of a request for two certificates: the CA encrypts the escrowed encryption key to
   * it. Undefined in a request of the one-key kind.
   */
  readonly temporaryKey: Uint8Array | undefined;
}

/** What is written into a request. */
export interface RequestAttributeData {
  /** Makes it a request of the two-key kind. */
  readonly temporaryKey?: Uint8Array;
  /** Some CAs expect one beside the temporary key. Everyone who sees the request can read it. */
  readonly challengePassword?: string;
}

// The temporary key as a structure of a key container: header, X and Y of 32 bytes, each in a field of 64.
const HEADER = Uint8Array.of(0x00, 0xb4, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00);
const FIELD = 64;
const COORDINATE = 32;
const PAD = new Uint8Array(FIELD - COORDINATE);

function encodeTemporaryKey(publicKey: Uint8Array): Uint8Array {
  checkPublicKey({ keyAlgorithm: 'sm2', publicKey });
  const [x, y] = [publicKey.subarray(1, 1 + COORDINATE), publicKey.subarray(1 + COORDINATE)];
  return der.octetString(der.sequence(der.integer(1), der.octetString(HEADER, x, PAD, y, PAD)));
}

function parseTemporaryKey(value: DerValue): Uint8Array {
  const wrapper = DerReader.within(value);
  const reader = wrapper.sequence();
  wrapper.end();
  const version = reader.smallInteger();
  const blob = reader.octets();
  reader.end();
  const [x, y] = [blob.subarray(HEADER.length, HEADER.length + FIELD), blob.subarray(HEADER.length + FIELD)];
  const padded = equalBytes(x.subarray(COORDINATE), PAD) && equalBytes(y.subarray(COORDINATE), PAD);
  if (version !== 1 || !equalBytes(blob.subarray(0, HEADER.length), HEADER) || !padded) {
    throw new PkiError('REQUEST_ATTRIBUTE', 'the temporary key is not in the form in use', value.at);
  }
  const publicKey = concatBytes(Uint8Array.of(4), x.subarray(0, COORDINATE), y.subarray(0, COORDINATE));
  checkPublicKey({ keyAlgorithm: 'sm2', publicKey });
  return publicKey;
}

/** [0] attributes. Requests for two certificates write the values bare, without a SET around them, as their CAs read them. */
export function encodeAttributes({ temporaryKey, challengePassword }: RequestAttributeData): Uint8Array {
  return der.explicit(
    0,
    ...(challengePassword === undefined
      ? []
      : [der.sequence(der.oid(OID.challengePassword), der.printableString(challengePassword))]),
    ...(temporaryKey === undefined
      ? []
      : [der.sequence(der.oid(OID.temporaryPublicKey), encodeTemporaryKey(temporaryKey))]),
  );
}

/** The one value of an attribute, with the SET the standard puts around it or without. */
function onlyValue(reader: DerReader): DerValue {
  const outer = reader.any();
  if (outer.tag !== TAG.SET) return outer;
  const inner = DerReader.within(outer);
  const value = inner.any();
  inner.end();
  return value;
}

/** Reads attributes; those not known are skipped. Throws `REQUEST_ATTRIBUTE`, `EXTENSION_DUPLICATE`, `PUBLIC_KEY_INVALID`, `DER_*`. */
export function parseAttributes(list: DerReader | undefined): RequestAttributes {
  // Some write one extensionRequest for each extension: together they are one list.
  const extensions: Uint8Array[] = [];
  let temporaryKey: Uint8Array | undefined;
  for (const attribute of list?.rest() ?? []) {
    const reader = DerReader.within(attribute);
    const type = reader.oid();
    if (type === OID.temporaryPublicKey) {
      if (temporaryKey !== undefined) {
        throw new PkiError('REQUEST_ATTRIBUTE', 'two temporary keys', attribute.at);
      }
      temporaryKey = parseTemporaryKey(onlyValue(reader));
    } else if (type === OID.extensionRequest) {
      extensions.push(...[...DerReader.within(onlyValue(reader)).rest()].map(({ raw }) => raw));
    }
  }
  const wanted = extensions.length === 0 ? undefined : DerReader.over(der.join(extensions));
  return { extensions: wanted && parseCertificateExtensions(wanted), temporaryKey };
}
