import { engine } from '@yinxin/gm';
import { type Signer, sm2Signer } from '../algorithms/signature.ts';
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

/** Makes a fresh key and a certificate for it, signed by `issuer` or itself. */
export async function enrol(
  profile: CertificateProfile,
  issuer: Party | undefined,
  over: Partial<CertificateData> = {},
): Promise<Party> {
  const { privateKey, publicKey } = engine().generateKeyPair();
  const signer = sm2Signer(privateKey);
  const data = sampleData({ publicKey, ...(issuer && { issuer: issuerOf(issuer.certificate) }), ...over });
  const tbs = buildTbsCertificate(profile, data);
  const bytes = assembleCertificate(tbs, await (issuer?.signer ?? signer).sign(tbs));
  return { privateKey, signer, certificate: parseCertificate(bytes) };
}

export const STATUS_ADDRESSES = {
  crlUrls: ['http://ca.example.cn/crl/1.crl'],
  ocspUrls: ['http://ca.example.cn/ocsp'],
  caIssuersUrls: ['http://ca.example.cn/ca/1.cer'],
} as const;

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
