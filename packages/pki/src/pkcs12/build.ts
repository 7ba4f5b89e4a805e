import { digestOf } from '../algorithms/digest.ts';
import { privateKeyAlgorithm } from '../algorithms/signer.ts';
import { attribute } from '../cms/attributes.ts';
import { messageOid } from '../cms/content-type.ts';
import { der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type Protection, protect } from './encryption.ts';
import { buildMac } from './mac.ts';
import { P12 } from './oids.ts';
import { bmpPassword, WorkBudget } from './password-kdf.ts';

/** A private key with its certificate. */
export interface Pkcs12Entry {
  /** PrivateKeyInfo in DER, any kind of key. */
  readonly privateKey: Uint8Array;
  readonly certificate: Uint8Array;
  /** Shown by the programs that import it. */
  readonly name?: string;
}

export interface Pkcs12Options {
  /** SM4 and SM3 for SM2 keys, AES-256 and SHA-256 for the others, unless told. */
  readonly suite?: 'sm' | 'international';
  /** Of PBKDF2. HMAC-SM3 is not read by OpenSSL before 3.2 nor by most others. */
  readonly prf?: Protection['prf'];
  /** For the key, the certificates and the MAC alike: the weakest of them is what a guesser attacks. */
  readonly iterations?: number;
}

const DEFAULT_ITERATIONS = 100_000;

const bmpString = (text: string): Uint8Array => der.tlv(TAG.BMP_STRING, bmpPassword(text).subarray(0, -2));

const bag = (oid: string, value: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array =>
  der.sequence(der.oid(oid), der.explicit(0, value), ...(attributes.length === 0 ? [] : [der.setOf(...attributes)]));

const certBag = (certificate: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array =>
  bag(
    P12.certBag,
    der.sequence(der.oid(P12.x509Certificate), der.explicit(0, der.octetString(certificate))),
    attributes,
  );

/** Which key belongs to which certificate, and the name for people. */
const attributesOf = ({ certificate, name }: Pkcs12Entry): Uint8Array[] => [
  ...(name === undefined ? [] : [attribute(P12.friendlyName, bmpString(name))]),
  attribute(P12.localKeyId, der.octetString(digestOf('sha1', certificate))),
];

const data = (content: Uint8Array): Uint8Array =>
  der.sequence(der.oid(messageOid('cms', 'data')), der.explicit(0, der.octetString(content)));

/**
 * Builds a PKCS#12 file 证书容器 (RFC 7292): keys and certificates encrypted with PBES2, a MAC over all. Throws
 * `PKCS12_PASSWORD` for an empty password, `PKCS12_MALFORMED` without entries, `PKCS12_TOO_COSTLY`.
 */
export async function buildPkcs12(
  entries: readonly Pkcs12Entry[],
  chain: readonly Uint8Array[],
  password: string,
  options: Pkcs12Options = {},
): Promise<Uint8Array> {
  const [first] = entries;
  if (first === undefined) throw new PkiError('PKCS12_MALFORMED', 'a file holds at least one key');
  if (password === '') throw new PkiError('PKCS12_PASSWORD', 'the password is empty');
  const suite = options.suite ?? (privateKeyAlgorithm(first.privateKey) === 'sm2' ? 'sm' : 'international');
  const { prf = 'sha256', iterations = DEFAULT_ITERATIONS } = options;
  const protection: Protection = { cipher: suite === 'sm' ? 'sm4-cbc' : 'aes-256-cbc', prf, iterations };
  // Refused before any work is done: keys, certificates, and the MAC, whose rounds weigh ten.
  new WorkBudget().spend(iterations * (entries.length + 11));
  const budget = new WorkBudget();

  const keyBags: Uint8Array[] = [];
  for (const entry of entries) {
    const { algorithm, sealed } = await protect(entry.privateKey, password, protection, budget);
    const shrouded = der.sequence(algorithm, der.octetString(sealed));
    keyBags.push(bag(P12.shroudedKeyBag, shrouded, attributesOf(entry)));
  }
  const certBags = [
    ...entries.map((entry) => certBag(entry.certificate, attributesOf(entry))),
    ...chain.map((certificate) => certBag(certificate, [])),
  ];
  const { algorithm, sealed } = await protect(der.sequence(...certBags), password, protection, budget);
  const info = der.sequence(der.oid(messageOid('cms', 'data')), algorithm, der.implicitPrimitive(0, sealed));
  const encrypted = der.sequence(
    der.oid(messageOid('cms', 'encryptedData')),
    der.explicit(0, der.sequence(der.integer(0), info)),
  );
  const content = der.sequence(encrypted, data(der.sequence(...keyBags)));
  const mac = await buildMac(content, password, { digest: suite === 'sm' ? 'sm3' : 'sha256', iterations }, budget);
  return der.sequence(der.integer(3), data(content), mac);
}
