import { engine } from '@yinxin/gm';
import { signatureAlgorithmIdentifier } from '../../algorithms/signature.ts';
import { der } from '../../der/index.ts';
import { encodeName, nameOf } from '../../names/name.ts';
import { encodeSpki, keyIdentifier } from '../../spki/spki.ts';
import { extension } from '../../x509/extension.ts';
import { LINT_OID } from '../oids.ts';
import { readCertificate } from '../subject/certificate.ts';

/** Certificates, lists, answers and requests put together from encoded parts, so that any one part can be a wrong one. */

export type Bytes = Uint8Array;
export const raw = (...parts: readonly (number | Bytes)[]): Bytes =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
export const text = (value: string): Bytes => new TextEncoder().encode(value);
/** A URI as GeneralName. */
export const uri = (value: string): Bytes => der.tlv(0x86, text(value));
export const ext = extension;
export const SM2_SM3 = signatureAlgorithmIdentifier('sm2-sm3');
export const utc = (value: string): Bytes => der.tlv(0x17, text(value));
export const generalized = (value: string): Bytes => der.tlv(0x18, text(value));

const keys = () => {
  const pair = engine().generateKeyPair();
  return { ...pair, id: keyIdentifier(pair.publicKey), open: engine().openPrivateKey(pair.privateKey) };
};
export const KEYS = { root: keys(), ca: keys(), signing: keys(), encryption: keys(), responder: keys() };
type Key = (typeof KEYS)['ca'];

const named = (CN: string, more: Partial<Parameters<typeof nameOf>[0]> = {}) =>
  encodeName(nameOf({ C: 'CN', O: '示例电子认证服务有限公司', CN, ...more }));
export const NAMES = {
  root: named('示例根证书'),
  ca: named('示例签发证书'),
  holder: named('示例科技有限公司', { ST: '江西省', L: '南昌市', O: '示例科技有限公司' }),
  responder: named('示例状态响应'),
};
/** A name of attributes given as object identifier and encoded value, one in each RDN. */
export const name = (...attributes: readonly (readonly [oid: string, value: Bytes])[]): Bytes =>
  der.sequence(...attributes.map(([oid, value]) => der.setOf(der.sequence(der.oid(oid), value))));
export const COUNTRY = [LINT_OID.country, der.printableString('CN')] as const;
export const COMMON = [LINT_OID.commonName, der.utf8String('示例科技有限公司')] as const;

export const CREDIT_CODE = '91350100M000100Y43';
/** Extensions of a certificate by name; `undefined` leaves one away. */
export type Extensions = Readonly<Record<string, Bytes | undefined>>;

export const aki = (id: Bytes): Bytes => ext(LINT_OID.authorityKeyIdentifier, false, der.sequence(der.tlv(0x80, id)));
export const ski = (id: Bytes): Bytes => ext(LINT_OID.subjectKeyIdentifier, false, der.octetString(id));
export const usage = (...content: readonly number[]): Bytes =>
  ext(LINT_OID.keyUsage, true, der.tlv(0x03, raw(...content)));
export const purposes = (critical: boolean, ...oids: readonly string[]): Bytes =>
  ext(LINT_OID.extendedKeyUsage, critical, der.sequence(...oids.map(der.oid)));
export const crlPoints = (...names: readonly Bytes[]): Bytes =>
  ext(LINT_OID.crlDistributionPoints, false, der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, ...names)))));
export const access = (...entries: readonly (readonly [oid: string, location: Bytes])[]): Bytes =>
  ext(LINT_OID.authorityInfoAccess, false, der.sequence(...entries.map(([oid, at]) => der.sequence(der.oid(oid), at))));
export const printable = (oid: string, value: string): Bytes => ext(oid, false, der.printableString(value));
export const CRL_URL = 'http://ca.example.cn/crl/1.crl';

/** Extensions of the good signing certificate. */
export const HOLDER: Extensions = {
  aki: aki(KEYS.ca.id),
  ski: ski(KEYS.signing.id),
  usage: usage(6, 0xc0),
  constraints: ext(LINT_OID.basicConstraints, false, der.sequence()),
  policies: ext(LINT_OID.certificatePolicies, false, der.sequence(der.sequence(der.oid('1.2.156.99999.1')))),
  crl: crlPoints(uri(CRL_URL)),
  access: access([LINT_OID.ocsp, uri('http://ca.example.cn/ocsp')]),
  code: printable(LINT_OID.organizationCode, CREDIT_CODE),
};
/** What makes it the encryption certificate. */
export const ENCRYPTION: Extensions = { ski: ski(KEYS.encryption.id), usage: usage(3, 0x38) };
/** What makes it a CA, under the root. */
export const CA: Extensions = {
  aki: aki(KEYS.root.id),
  ski: ski(KEYS.ca.id),
  usage: usage(1, 6),
  constraints: ext(LINT_OID.basicConstraints, true, der.sequence(der.boolean(true), der.integer(0))),
  crl: undefined,
  access: undefined,
  code: undefined,
};
/** What makes it an OCSP responder. */
export const RESPONDER: Extensions = {
  ski: ski(KEYS.responder.id),
  usage: usage(7, 0x80),
  purposes: purposes(false, LINT_OID.ocspSigning),
  noCheck: ext(LINT_OID.ocspNoCheck, false, der.nullValue()),
  crl: undefined,
  access: undefined,
  code: undefined,
};

export interface CertificateParts {
  readonly version?: Bytes;
  readonly serial?: Bytes;
  readonly inner?: Bytes;
  readonly issuer?: Bytes;
  readonly validity?: Bytes;
  readonly subject?: Bytes;
  readonly spki?: Bytes;
  readonly uniqueIds?: Bytes;
  readonly extensions?: Extensions;
  /** The whole [3], instead of `extensions`. */
  readonly wrapper?: Bytes;
  readonly outer?: Bytes;
  /** Content of the BIT STRING; signed by `by` when absent. */
  readonly signature?: Bytes;
  readonly by?: Key;
}

const SERIAL = der.integer(0x4b1d_93a7_6c02_e85f_21d4_90be_37fa_6c11n);
export const VALIDITY = der.sequence(utc('260101000000Z'), utc('270101000000Z'));
const bits = (content: Bytes): Bytes => der.tlv(0x03, raw(0, content));

/** To-be-signed bytes: the good signing certificate, but for the parts given. */
export function tbs(parts: CertificateParts = {}): Bytes {
  const extensions = Object.values({ ...HOLDER, ...parts.extensions }).filter((one) => one !== undefined);
  return der.sequence(
    parts.version ?? der.explicit(0, der.integer(2)),
    parts.serial ?? SERIAL,
    parts.inner ?? SM2_SM3,
    parts.issuer ?? NAMES.ca,
    parts.validity ?? VALIDITY,
    parts.subject ?? NAMES.holder,
    parts.spki ?? encodeSpki(KEYS.signing.publicKey),
    parts.uniqueIds ?? raw(),
    parts.wrapper ?? der.explicit(3, der.sequence(...extensions)),
  );
}

export function certificate(parts: CertificateParts = {}): Bytes {
  const signed = tbs(parts);
  const signature = parts.signature ?? (parts.by ?? KEYS.ca).open.sign(signed);
  return der.sequence(signed, parts.outer ?? parts.inner ?? SM2_SM3, bits(signature));
}

const root: CertificateParts = {
  issuer: NAMES.root,
  subject: NAMES.root,
  spki: encodeSpki(KEYS.root.publicKey),
  by: KEYS.root,
  validity: der.sequence(utc('250101000000Z'), utc('450101000000Z')),
};
export const rootParts: CertificateParts = {
  ...root,
  extensions: {
    ...CA,
    ski: ski(KEYS.root.id),
    constraints: ext(LINT_OID.basicConstraints, true, der.sequence(der.boolean(true))),
  },
};
export const caParts: CertificateParts = {
  ...root,
  subject: NAMES.ca,
  spki: encodeSpki(KEYS.ca.publicKey),
  extensions: CA,
};
export const responderParts: CertificateParts = {
  subject: NAMES.responder,
  spki: encodeSpki(KEYS.responder.publicKey),
  extensions: RESPONDER,
};

function lintable(bytes: Bytes) {
  const found = readCertificate(bytes);
  if (found === undefined) throw new Error('the certificate of the tests cannot be read');
  return found;
}
export const ISSUERS = { root: lintable(certificate(rootParts)), ca: lintable(certificate(caParts)) };
export const RESPONDER_CERTIFICATE = certificate(responderParts);

export interface CrlParts {
  readonly version?: Bytes;
  readonly inner?: Bytes;
  readonly issuer?: Bytes;
  readonly thisUpdate?: Bytes;
  readonly nextUpdate?: Bytes;
  /** The whole list. */
  readonly list?: Bytes;
  readonly entries?: readonly Bytes[];
  readonly extensions?: Extensions;
  readonly wrapper?: Bytes;
  readonly outer?: Bytes;
  readonly signature?: Bytes;
}

export const entry = (serial: Bytes, date: Bytes, ...extensions: readonly Bytes[]): Bytes =>
  der.sequence(serial, date, ...(extensions.length === 0 ? [] : [der.sequence(...extensions)]));
export const reason = (critical: boolean, code: number): Bytes =>
  ext(LINT_OID.reasonCode, critical, der.enumerated(code));
export const ENTRY_DATE = utc('260301000000Z');
const LIST: Extensions = { aki: aki(KEYS.ca.id), number: ext(LINT_OID.crlNumber, false, der.integer(7)) };

export function crl(parts: CrlParts = {}): Bytes {
  const entries = parts.entries ?? [
    entry(der.integer(0x4b1d93a76c02e85fn), ENTRY_DATE, reason(false, 4)),
    entry(der.integer(0x5b1d93a76c02e85en), ENTRY_DATE),
  ];
  const extensions = Object.values({ ...LIST, ...parts.extensions }).filter((one) => one !== undefined);
  const signed = der.sequence(
    parts.version ?? der.integer(1),
    parts.inner ?? SM2_SM3,
    parts.issuer ?? NAMES.ca,
    parts.thisUpdate ?? utc('260501000000Z'),
    parts.nextUpdate ?? utc('260701000000Z'),
    parts.list ?? der.sequence(...entries),
    parts.wrapper ?? der.explicit(0, der.sequence(...extensions)),
  );
  const signature = parts.signature ?? KEYS.ca.open.sign(signed);
  return der.sequence(signed, parts.outer ?? parts.inner ?? SM2_SM3, bits(signature));
}

export interface OcspParts {
  readonly status?: number;
  /** The whole responseBytes, instead of what follows. */
  readonly body?: Bytes;
  readonly type?: string;
  readonly version?: Bytes;
  readonly id?: Bytes;
  readonly producedAt?: Bytes;
  readonly singles?: readonly Bytes[];
  readonly extensions?: readonly Bytes[];
  readonly algorithm?: Bytes;
  readonly certificates?: readonly Bytes[];
  readonly signature?: Bytes;
}

const HASH = new Uint8Array(32).fill(7);
export const certId = (serial: Bytes = SERIAL, hash: string = LINT_OID.sm3): Bytes =>
  der.sequence(der.sequence(der.oid(hash)), der.octetString(HASH), der.octetString(HASH), serial);
export const GOOD = der.tlv(0x80);
export const FRESH = generalized('20260601000000Z');
export const single = (id: Bytes, status: Bytes, thisUpdate: Bytes, ...rest: readonly Bytes[]): Bytes =>
  der.sequence(id, status, thisUpdate, ...rest);
export const NEXT = der.explicit(0, generalized('20260601010000Z'));

export function ocsp(parts: OcspParts = {}): Bytes {
  const extensions = parts.extensions ?? [ext(LINT_OID.ocspNonce, false, der.octetString(HASH))];
  const signed = der.sequence(
    parts.version ?? raw(),
    parts.id ?? der.explicit(1, NAMES.responder),
    parts.producedAt ?? FRESH,
    der.sequence(...(parts.singles ?? [single(certId(), GOOD, FRESH, NEXT)])),
    ...(extensions.length === 0 ? [] : [der.explicit(1, der.sequence(...extensions))]),
  );
  const signature = parts.signature ?? KEYS.responder.open.sign(signed);
  const certificates = parts.certificates ?? [RESPONDER_CERTIFICATE];
  const basic = der.sequence(
    signed,
    parts.algorithm ?? SM2_SM3,
    bits(signature),
    ...(certificates.length === 0 ? [] : [der.explicit(0, der.sequence(...certificates))]),
  );
  const body = der.explicit(0, der.sequence(der.oid(parts.type ?? LINT_OID.ocspBasic), der.octetString(basic)));
  return der.sequence(der.enumerated(parts.status ?? 0), parts.body ?? body);
}

export interface RequestParts {
  readonly version?: Bytes;
  readonly subject?: Bytes;
  readonly spki?: Bytes;
  readonly attributes?: Bytes;
  readonly algorithm?: Bytes;
  readonly signature?: Bytes;
}

export const attribute = (oid: string, values: Bytes): Bytes => der.sequence(der.oid(oid), values);
export const asked = (...extensions: readonly Bytes[]): Bytes =>
  der.explicit(0, attribute(LINT_OID.extensionRequest, der.setOf(der.sequence(...extensions))));

export function request(parts: RequestParts = {}): Bytes {
  const signed = der.sequence(
    parts.version ?? der.integer(0),
    parts.subject ?? NAMES.holder,
    parts.spki ?? encodeSpki(KEYS.signing.publicKey),
    parts.attributes ?? der.explicit(0),
  );
  const signature = parts.signature ?? KEYS.signing.open.sign(signed);
  return der.sequence(signed, parts.algorithm ?? SM2_SM3, bits(signature));
}
