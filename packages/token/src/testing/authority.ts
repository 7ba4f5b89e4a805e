import { engine } from '@yinxin/gm';
import {
  assembleCertificate,
  buildTbsCertificate,
  type Certificate,
  type CertificateProfile,
  issuerOf,
  nameOf,
  newSerial,
  openRequest,
  PROFILES,
  parseCertificate,
  type Signer,
  sealEnvelopedKey,
  sm2Signer,
} from '@yinxin/pki';
import { randomAdminKey, sealPersonalisation } from '../personalisation.ts';
import { certificateDigest, type Seal } from '../seal.ts';
import type { FormerKey, Installation, Subject, Token } from '../types.ts';

/** A made-up organisation, credit code with a right check character. */
export const SUBJECT: Subject = { C: 'CN', ST: '江西省', L: '南昌市', O: '示例建设有限公司', CN: '示例建设有限公司' };
export const CREDIT_CODE = '91350100M000100Y43';
export const PASSWORD_CARD = 'MK261122-000007-X';

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const LONG: Validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-01-01T00:00:00Z') };

interface Authority {
  readonly certificate: Certificate;
  readonly signer: Signer;
}

async function certify(
  profile: CertificateProfile,
  issuer: Authority | 'self',
  signer: Signer,
  data: Validity & { readonly publicKey: Uint8Array; readonly name: Subject },
): Promise<Certificate> {
  const tbs = buildTbsCertificate(profile, {
    serial: newSerial(),
    issuer: issuer === 'self' ? 'self' : issuerOf(issuer.certificate),
    subject: nameOf(data.name),
    publicKey: data.publicKey,
    notBefore: data.notBefore,
    notAfter: data.notAfter,
    identity: { creditCode: CREDIT_CODE },
  });
  return parseCertificate(assembleCertificate(tbs, await signer.sign(tbs)));
}

async function authority(profile: CertificateProfile, issuer: Authority | 'self', CN: string): Promise<Authority> {
  const { privateKey, publicKey } = engine().generateKeyPair();
  const signer = sm2Signer(privateKey);
  const name: Subject = { C: 'CN', O: '示例电子认证服务有限公司', CN };
  const by = issuer === 'self' ? signer : issuer.signer;
  return { signer, certificate: await certify(profile, issuer, by, { ...LONG, publicKey, name }) };
}

/** A root and an issuing CA for tests, which answers a request as the real hall would. */
export async function testAuthority() {
  const root = await authority(PROFILES['root-ca'], 'self', '示例根证书');
  const issuing = await authority(PROFILES['issuing-ca'], root, '示例签发证书');
  const chain = [issuing.certificate.raw, root.certificate.raw];
  const escrow = new Map<string, Uint8Array>();

  /** Certifies the key of a request and a fresh encryption key, which comes enveloped for the request's key. */
  const answer = async (request: Uint8Array, validity: Validity = LONG): Promise<Installation> => {
    const { publicKey } = openRequest(request);
    const pair = engine().generateKeyPair();
    const signProfile = PROFILES['organisation-signing'];
    const encryptProfile = PROFILES['organisation-encryption'];
    const issue = (profile: CertificateProfile, key: Uint8Array) =>
      certify(profile, issuing, issuing.signer, { ...validity, publicKey: key, name: SUBJECT });
    const sign = await issue(signProfile, publicKey);
    const encrypt = await issue(encryptProfile, pair.publicKey);
    const envelopedKey = sealEnvelopedKey(pair.privateKey, publicKey);
    escrow.set(certificateDigest(encrypt.raw), pair.privateKey);
    return { sign: sign.raw, encrypt: encrypt.raw, chain, envelopedKey };
  };
  /** An encryption key issued before, enveloped for another signing key. */
  const recover = (certificate: Uint8Array, publicKey: Uint8Array): FormerKey => {
    const key = escrow.get(certificateDigest(certificate));
    if (!key) throw new Error('this certificate was not issued here');
    return { certificate, envelopedKey: sealEnvelopedKey(key, publicKey) };
  };
  return { answer, recover, chain };
}

export type TestAuthority = Awaited<ReturnType<typeof testAuthority>>;

export interface Secrets {
  readonly pin: string;
  readonly adminKey: string;
}

/** Fresh secrets of one medium. The PIN is fixed, so that a test can name a wrong one. */
export const testSecrets = (): Secrets => ({ pin: '730251', adminKey: randomAdminKey() });

/** The personalisation envelope of the hall for one medium. */
export const testEnvelope = (
  transportPublicKey: Uint8Array,
  secrets: Secrets,
  pinChange: 'advised' | 'required' = 'advised',
): Uint8Array => sealPersonalisation(transportPublicKey, { ...secrets, passwordCard: PASSWORD_CARD, pinChange });

/** Takes a blank medium through the whole production and answers what was installed. Leaves the session open. */
export async function produce(token: Token, secrets: Secrets, ca: TestAuthority): Promise<Installation> {
  await token.personalise(testEnvelope(token.status().transportPublicKey, secrets));
  const installation = await ca.answer(await token.createRequest(SUBJECT));
  await token.installCertificates(installation);
  return installation;
}

/** A red point, 1 × 1. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGO4YGQEAAMJASfiDqWPAAAAAElFTkSuQmCC',
  'base64',
);

/** A seal for a signing certificate. Its object is DER of the asked size, but no seal structure: a medium does not look inside. */
export function testSeal(certificate: Uint8Array, id = 'seal-1', size = 300): Seal {
  const object = new Uint8Array(size);
  const length = size - 5;
  object.set([0x30, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]);
  object.fill(id.length, 5);
  return {
    id,
    name: '示例建设有限公司',
    sort: 'official',
    notAfter: '2030-01-01T00:00:00.000Z',
    certificate: certificateDigest(certificate),
    picture: new Uint8Array(PNG),
    object,
  };
}
