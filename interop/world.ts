import { toHex } from '@yinxin/gm';
import {
  answerTimestampRequest,
  assembleCertificate,
  buildCrl,
  buildEnvelopedData,
  buildOcspRequest,
  buildOcspResponse,
  buildPkcs12,
  buildRequest,
  buildSignedData,
  buildTbsCertificate,
  buildTimestampRequest,
  type Certificate,
  type CertificateData,
  type CertificateProfile,
  certIdOf,
  digestOf,
  generatePrivateKey,
  issuerOf,
  type MessageFamily,
  memorySigner,
  nameOf,
  newSerial,
  PROFILES,
  parseCertificate,
  parseTimestampRequest,
  type Signer,
  sealPrivateKeyInfo,
} from '@yinxin/pki';
import { certificateDigest, writeApplication } from '@yinxin/token';

/** Kinds of keys that go round; RSA and ECDSA for the tools that know no SM2. */
export const KINDS = ['sm2', 'rsa', 'p-256'] as const;
export type Kind = (typeof KINDS)[number];
export const KIND_NAMES: Readonly<Record<Kind, string>> = { sm2: 'SM2', rsa: 'RSA', 'p-256': 'ECDSA' };

export interface Party {
  /** PrivateKeyInfo in DER. */
  readonly privateKey: Uint8Array;
  readonly signer: Signer;
  readonly certificate: Certificate;
}

export const PASSWORD = 'interop-1';
export const CONTENT = new TextEncoder().encode('content that travels between implementations\n');
/** Number of the order in a signed application. */
export const ORDER = 'XC261122-000001-X';
export const POLICY = '1.2.156.10197.9.9.1';
const CRL_URL = 'http://ca.example.cn/crl/1.crl';
const HOUR = 3_600_000;

/** Everything of one kind of key, made by the code under test, valid now: foreign tools look at the clock. */
export async function makeWorld(kind: Kind) {
  const now = new Date(Math.floor(Date.now() / 1000) * 1000);
  const past = new Date(now.getTime() - HOUR);
  const later = new Date(now.getTime() + 24 * HOUR);

  const enrol = async (
    profile: CertificateProfile,
    CN: string,
    issuer: Party | undefined,
    over: Partial<CertificateData> = {},
  ): Promise<Party> => {
    const privateKey = await generatePrivateKey(kind, kind === 'rsa' ? 2048 : undefined);
    const signer = memorySigner(privateKey);
    const by = issuer?.signer ?? signer;
    const tbs = buildTbsCertificate(profile, {
      serial: newSerial(),
      issuer: issuer ? issuerOf(issuer.certificate) : 'self',
      subject: nameOf({ C: 'CN', O: 'Interop 示例', CN }),
      publicKey: signer.publicKey,
      keyAlgorithm: kind,
      notBefore: past,
      notAfter: new Date(now.getTime() + 300 * 24 * HOUR),
      algorithm: by.algorithm,
      ...over,
    });
    return { privateKey, signer, certificate: parseCertificate(assembleCertificate(tbs, await by.sign(tbs))) };
  };

  const end = kind === 'sm2' ? 'organisation-signing' : kind === 'rsa' ? 'organisation-rsa' : 'organisation-ecdsa';
  const root = await enrol(PROFILES['root-ca'], 'interop root', undefined);
  const issuing = await enrol(PROFILES['issuing-ca'], 'interop issuing', root);
  const status = { crlUrls: [CRL_URL], ocspUrls: ['http://ca.example.cn/ocsp'] };
  const signing = await enrol(PROFILES[end], 'interop holder', issuing, status);
  const revoked = await enrol(PROFILES[end], 'interop revoked', issuing, status);
  const encryption =
    kind === 'sm2' ? await enrol(PROFILES['organisation-encryption'], 'interop holder', issuing, status) : signing;
  const responder = await enrol(PROFILES['ocsp-responder'], 'interop status', issuing);
  const tsa = await enrol(PROFILES['timestamp-authority'], 'interop time', issuing);

  const entry = { serial: revoked.certificate.serial, revokedAt: past, reason: 'keyCompromise' as const };
  const list = { issuer: issuerOf(issuing.certificate), thisUpdate: past, nextUpdate: later, entries: [entry] };
  const crls = {
    full: await buildCrl({ ...list, number: 7n }, issuing.signer),
    delta: await buildCrl({ ...list, number: 8n, deltaBase: 7n }, issuing.signer),
    shard: await buildCrl({ ...list, number: 9n, scope: { urls: [CRL_URL], only: 'user' } }, issuing.signer),
  };
  // Foreign tools ask with SHA-1 in their CertIDs.
  const certId = certIdOf(issuing.certificate, signing.certificate.serial, 'sha1');
  const ocsp = await buildOcspResponse(
    {
      responder: responder.certificate,
      producedAt: now,
      responses: [{ certId, status: { kind: 'good' }, thisUpdate: past, nextUpdate: later }],
    },
    responder.signer,
  );
  const imprint = {
    algorithm: kind === 'sm2' ? 'sm3' : 'sha256',
    digest: digestOf(kind === 'sm2' ? 'sm3' : 'sha256', CONTENT),
  } as const;
  const tsq = buildTimestampRequest({ imprint, nonce: 0x1122334455667788n });
  const stamp = { serial: newSerial(), time: now };
  const authority = {
    signer: tsa.signer,
    certificate: tsa.certificate,
    chain: [issuing.certificate.raw],
    policies: [POLICY] as const,
    digests: [imprint.algorithm],
    accuracyMicros: 1_000_000,
  };
  const stampFor = (query: Uint8Array, family: MessageFamily = 'cms') =>
    answerTimestampRequest(query, { ...authority, digests: ['sha256', 'sm3', 'sha512'], family }, stamp);

  const sign = (
    family: MessageFamily,
    over: { detached?: boolean; bare?: boolean; content?: Uint8Array } = {},
  ): Promise<Uint8Array> =>
    buildSignedData({
      family,
      content: over.content ?? CONTENT,
      detached: over.detached ?? false,
      certificates: [issuing.certificate.raw],
      signers: [
        {
          signer: signing.signer,
          certificate: signing.certificate,
          ...(over.bare ? {} : { attributes: { signingTime: now, signingCertificate: true } }),
        },
      ],
    });
  const words = { zh: '信息变更', en: 'Change' };
  /** What a holder signs in place of a stamped form. */
  const application = writeApplication({
    format: 'yinxin-application:1',
    origin: 'https://hall.example.cn',
    programme: words,
    project: words,
    business: words,
    order: ORDER,
    dataVersion: 3,
    organisation: { name: 'Interop 示例', creditCode: '91350100M000100Y43' },
    certificate: certificateDigest(signing.certificate.raw),
    fields: [{ code: 'new-name', label: words, value: '新名称', text: words }],
    materials: [],
  });
  const envelope = (family: MessageFamily, padding: 'oaep' | 'pkcs1' = 'oaep') =>
    buildEnvelopedData({ family, content: CONTENT, recipients: [{ certificate: encryption.certificate, padding }] });
  const entryOf = { privateKey: signing.privateKey, certificate: signing.certificate.raw, name: 'interop' };

  return {
    kind,
    now,
    root,
    issuing,
    signing,
    revoked,
    encryption,
    responder,
    tsa,
    crls,
    ocsp,
    ocspRequest: buildOcspRequest({ certIds: [certId], nonce: undefined }),
    request: await buildRequest(nameOf({ C: 'CN', O: 'Interop', CN: 'interop request' }), signing.signer),
    tsq,
    tsr: await stampFor(tsq),
    stampSerial: hexBytes(stamp.serial),
    stampFor,
    stampRequest: parseTimestampRequest(tsq),
    sign,
    application,
    envelope,
    pkcs12: await buildPkcs12([entryOf], [issuing.certificate.raw], PASSWORD, { iterations: 2000 }),
    keyFile: await sealPrivateKeyInfo(signing.privateKey, PASSWORD, { iterations: 2000 }),
  };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A positive number as it stands in an INTEGER, without the leading zero. */
export function hexBytes(value: bigint): Uint8Array {
  const hex = value.toString(16);
  return new Uint8Array(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => toHex(a) === toHex(b);

/** The 32 bytes inside our own PrivateKeyInfo of SM2: the first OCTET STRING of that length. */
export function sm2KeyOf(info: Uint8Array): Uint8Array {
  const at = Buffer.from(info).indexOf(Buffer.from([0x04, 0x20]));
  return info.slice(at + 2, at + 34);
}
