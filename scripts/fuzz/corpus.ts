import { concatBytes, encodeSignature, fromHex, portableEngine, sm3, toHex } from '@yinxin/gm';
import {
  assembleCertificate,
  assembleCrl,
  assembleOcspResponse,
  assembleRequest,
  buildOcspRequest,
  buildTbsCertificate,
  buildTbsCrl,
  buildTbsOcspResponse,
  buildTbsRequest,
  type Certificate,
  type CertificateData,
  type CertificateProfile,
  certIdOf,
  der,
  issuerOf,
  nameOf,
  PROFILES,
  parseCertificate,
} from '@yinxin/pki';

/**
 * Inputs made by our own builders, the same bytes in every run: keys are those printed in GB/T 32918, serials are
 * counted, and signatures are numbers derived from what they stand under (readers do not check them).
 */

/** Private keys of the standard's examples. */
export const KEYS = {
  ca: fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
  holder: fromHex('81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029'),
  encryption: fromHex('785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5'),
} as const;

const publicOf = (privateKey: Uint8Array): Uint8Array => portableEngine.publicKeyOf(privateKey);

/** Shaped like a signature over these bytes, and always the same. */
export function standIn(bytes: Uint8Array): Uint8Array {
  const number = (salt: number): bigint =>
    BigInt(`0x00${toHex(sm3.digest(concatBytes(Uint8Array.of(salt), bytes))).slice(2)}`);
  return encodeSignature({ r: number(1), s: number(2) });
}

const day = (year: number): Date => new Date(Date.UTC(year, 0, 1));
const name = (CN: string) => nameOf({ C: 'CN', ST: '江西省', L: '南昌市', O: '示例科技有限公司', CN });
let serial = 0x1122334455660000n;

function certificate(profile: CertificateProfile, over: Partial<CertificateData>): Uint8Array {
  serial += 1n;
  const data = { serial, issuer: 'self', subject: name('示例'), publicKey: publicOf(KEYS.holder), ...over } as const;
  const tbs = buildTbsCertificate(profile, { notBefore: day(2026), notAfter: day(2027), ...data });
  return assembleCertificate(tbs, standIn(tbs));
}

/** A modulus of the right length without small factors is all that a reader of RSA keys can ask. */
const rsaKey = (): Uint8Array => {
  const modulus = `c5${toHex(sm3.kdf(fromHex('01'), 254))}f1`;
  return der.sequence(der.integer(BigInt(`0x${modulus}`)), der.integer(65_537));
};

const status = {
  crlUrls: ['http://ca.example.cn/crl/1.crl'],
  ocspUrls: ['http://ca.example.cn/ocsp'],
  caIssuersUrls: ['http://ca.example.cn/ca/1.cer'],
} as const;

export interface Corpus {
  readonly certificates: readonly Uint8Array[];
  readonly requests: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspRequests: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** Certificates of every profile that is made with SM2, one with RSA, and what goes with them. */
export function makeCorpus(): Corpus {
  serial = 0x1122334455660000n;
  const root = certificate(PROFILES['root-ca'], {
    publicKey: publicOf(KEYS.ca),
    subject: name('根'),
    notAfter: day(2030),
  });
  const ca = parseCertificate(root);
  const issuer = issuerOf(ca);
  const organisation = {
    issuer,
    ...status,
    policies: ['1.2.156.99999.1'],
    identity: { creditCode: '91350100M000100Y43' },
  };
  const person = { issuer, ...status, person: { document: 'passport', number: 'E12345678' } } as const;
  const responder = certificate(PROFILES['ocsp-responder'], { issuer, subject: name('状态') });
  const certificates = [
    root,
    certificate(PROFILES['issuing-ca'], {
      issuer,
      publicKey: publicOf(KEYS.encryption),
      constraints: { policies: { requireExplicit: 0, inhibitMapping: 0 }, inhibitAnyPolicy: 0 },
    }),
    certificate(PROFILES['organisation-signing'], organisation),
    certificate(PROFILES['organisation-encryption'], { ...organisation, publicKey: publicOf(KEYS.encryption) }),
    certificate(PROFILES['person-signing'], person),
    certificate(PROFILES['organisation-rsa'], { ...organisation, keyAlgorithm: 'rsa', publicKey: rsaKey() }),
    certificate(PROFILES['timestamp-authority'], { issuer, subject: name('时间戳') }),
    responder,
  ];
  return {
    certificates,
    requests: [request('示例'), request('', 'rsa')],
    crls: [crl(ca, false), crl(ca, true)],
    ocspRequests: [
      buildOcspRequest({ certIds: [certIdOf(ca, 1n)], nonce: fromHex('00112233445566778899aabbccddeeff') }),
      buildOcspRequest({ certIds: [certIdOf(ca, 2n, 'sha1'), certIdOf(ca, 3n, 'sha256')], nonce: undefined }),
    ],
    ocspResponses: [ocsp(ca, parseCertificate(responder), 'name'), ocsp(ca, parseCertificate(responder), 'key')],
  };
}

function request(CN: string, kind: 'sm2' | 'rsa' = 'sm2'): Uint8Array {
  const subject = CN === '' ? nameOf({ C: 'CN', CN: 'x' }) : name(CN);
  const tbs = buildTbsRequest(subject, kind === 'sm2' ? publicOf(KEYS.holder) : rsaKey(), kind);
  return assembleRequest(tbs, standIn(tbs), kind === 'sm2' ? 'sm2-sm3' : 'rsa-sha256');
}

function crl(ca: Certificate, isDelta: boolean): Uint8Array {
  const tbs = buildTbsCrl({
    issuer: issuerOf(ca),
    thisUpdate: day(2026),
    nextUpdate: day(2027),
    number: 9n,
    ...(isDelta && { deltaBase: 5n }),
    entries: [
      { serial: 5n, revokedAt: day(2026), reason: 'keyCompromise' },
      { serial: 0x7766554433221100n, revokedAt: day(2026), reason: 'unspecified' },
      { serial: 77n, revokedAt: day(2026), reason: isDelta ? 'removeFromCRL' : 'certificateHold' },
    ],
  });
  return assembleCrl(tbs, standIn(tbs));
}

function ocsp(ca: Certificate, responder: Certificate, responderBy: 'name' | 'key'): Uint8Array {
  const tbs = buildTbsOcspResponse({
    responder,
    responderBy,
    producedAt: day(2026),
    nonce: fromHex('00112233445566778899aabbccddeeff'),
    responses: [
      { certId: certIdOf(ca, 1n), status: { kind: 'good' }, thisUpdate: day(2026), nextUpdate: day(2027) },
      {
        certId: certIdOf(ca, 2n),
        status: { kind: 'revoked', revokedAt: day(2026), reason: 'superseded' },
        thisUpdate: day(2026),
      },
      { certId: certIdOf(ca, 3n), status: { kind: 'unknown' }, thisUpdate: day(2026) },
    ],
  });
  return assembleOcspResponse(tbs, standIn(tbs), responderBy === 'name' ? [responder.raw] : []);
}
