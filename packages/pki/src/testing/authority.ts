import { engine } from '@yinxin/gm';
import type { KeyAlgorithm, SignatureAlgorithm } from '../algorithms/registry.ts';
import { generatePrivateKey, memorySigner, type Signer, sm2Signer } from '../algorithms/signer.ts';
import { nameOf } from '../names/name.ts';
import { assembleCertificate, buildTbsCertificate, type CertificateData } from '../x509/build.ts';
import { type Certificate, issuerOf, parseCertificate } from '../x509/parse.ts';
import { type CertificateProfile, PROFILES } from '../x509/profile.ts';
import { newSerial } from '../x509/serial.ts';

/** A key with its certificate. */
export interface Party {
  readonly privateKey: Uint8Array;
  readonly signer: Signer;
  readonly certificate: Certificate;
}

const NOT_BEFORE = new Date('2026-01-01T00:00:00Z');
export const NOW = new Date('2026-06-01T00:00:00Z');

const years = (count: number): Date => new Date(Date.UTC(2026 + count, 0, 1));

export const ORGANISATION = nameOf({
  C: 'CN',
  ST: '江西省',
  L: '南昌市',
  O: '示例科技有限公司',
  CN: '示例科技有限公司',
});

export const CREDIT_CODE = '91350100M000100Y43';

/** What most certificates of the tests say; override what matters. */
export function sampleData(over: Partial<CertificateData> & Pick<CertificateData, 'publicKey'>): CertificateData {
  return {
    serial: newSerial(),
    issuer: 'self',
    subject: ORGANISATION,
    notBefore: NOT_BEFORE,
    notAfter: years(1),
    ...over,
  };
}

/** Makes a fresh key and a certificate for it, signed by `issuer` or itself; SM2 unless `over.keyAlgorithm` says so. */
export async function enrol(
  profile: CertificateProfile,
  issuer: Party | undefined,
  over: Partial<CertificateData> = {},
): Promise<Party> {
  const { privateKey, signer } = await keyPair(over.keyAlgorithm, issuer === undefined ? over.algorithm : undefined);
  const { publicKey, keyAlgorithm } = signer;
  const by = issuer?.signer ?? signer;
  const named = issuer && { issuer: issuerOf(issuer.certificate) };
  const data = sampleData({ publicKey, ...named, ...over, keyAlgorithm, algorithm: by.algorithm });
  const tbs = buildTbsCertificate(profile, data);
  const bytes = assembleCertificate(tbs, await by.sign(tbs));
  return { privateKey, signer, certificate: parseCertificate(bytes) };
}

// Making an RSA key takes longer than all the rest of a test: six serve everyone, in turn.
const rsaKeys: Promise<Uint8Array>[] = [];
let rsaTurn = 0;
function rsaKey(): Promise<Uint8Array> {
  rsaTurn += 1;
  const turn = rsaTurn % 6;
  const key = rsaKeys[turn] ?? generatePrivateKey('rsa', 2048);
  rsaKeys[turn] = key;
  return key;
}

/** `privateKey` is 32 bytes for SM2, PrivateKeyInfo otherwise. */
async function keyPair(kind: KeyAlgorithm = 'sm2', way?: SignatureAlgorithm): Promise<Omit<Party, 'certificate'>> {
  if (kind === 'sm2') {
    const { privateKey } = engine().generateKeyPair();
    return { privateKey, signer: sm2Signer(privateKey) };
  }
  const privateKey = await (kind === 'rsa' ? rsaKey() : generatePrivateKey(kind));
  return { privateKey, signer: memorySigner(privateKey, way) };
}

export const STATUS_ADDRESSES = {
  crlUrls: ['http://ca.example.cn/crl/1.crl'],
  ocspUrls: ['http://ca.example.cn/ocsp'],
  caIssuersUrls: ['http://ca.example.cn/ca/1.cer'],
} as const;

/** What a certificate of an RSA, ECDSA or ML-DSA house is made after. */
export function singleProfile(kind: KeyAlgorithm): CertificateProfile {
  if (kind === 'rsa') return PROFILES['organisation-rsa'];
  return PROFILES[kind.startsWith('ml-dsa') ? 'organisation-ml-dsa' : 'organisation-ecdsa'];
}

/** Root, issuing CA, one organisation certificate and an OCSP responder, all of one kind of key. */
export async function makeInternational(keyAlgorithm: KeyAlgorithm, algorithm?: SignatureAlgorithm) {
  const ca = (CN: string) => nameOf({ C: 'CN', O: 'Example CA', CN });
  const kind = { keyAlgorithm, ...(algorithm && { algorithm }) };
  const root = await enrol(PROFILES['root-ca'], undefined, { ...kind, subject: ca('Root'), notAfter: years(30) });
  const issuing = await enrol(PROFILES['issuing-ca'], root, { ...kind, subject: ca('Issuing'), notAfter: years(20) });
  const holder = { ...kind, ...STATUS_ADDRESSES, identity: { creditCode: CREDIT_CODE } };
  const leaf = await enrol(singleProfile(keyAlgorithm), issuing, holder);
  const responder = await enrol(PROFILES['ocsp-responder'], issuing, { ...kind, subject: ca('Responder') });
  return { root, issuing, leaf, responder };
}

/** Root, issuing CA, an organisation's twin certificates and an OCSP responder, all fresh. */
export async function makeAuthority() {
  const ca = (CN: string) => nameOf({ C: 'CN', O: '示例电子认证服务有限公司', CN });
  const root = await enrol(PROFILES['root-ca'], undefined, { subject: ca('示例根证书'), notAfter: years(30) });
  const issuing = await enrol(PROFILES['issuing-ca'], root, { subject: ca('示例签发证书'), notAfter: years(20) });
  const holder = { ...STATUS_ADDRESSES, policies: ['1.2.156.99999.1'], identity: { creditCode: CREDIT_CODE } };
  const signing = await enrol(PROFILES['organisation-signing'], issuing, holder);
  const encryption = await enrol(PROFILES['organisation-encryption'], issuing, holder);
  const responder = await enrol(PROFILES['ocsp-responder'], issuing, { subject: ca('示例状态响应') });
  return { root, issuing, signing, encryption, responder };
}
