import type { KeyAlgorithm } from '../algorithms/registry.ts';
import { generatePrivateKey, memorySigner, type Signer } from '../algorithms/signer.ts';
import { assembleCertificate, buildTbsCertificate, type CertificateData } from '../x509/build.ts';
import { type Certificate, parseCertificate } from '../x509/parse.ts';
import { type CertificateProfile, PROFILES } from '../x509/profile.ts';
import { sampleData } from './authority.ts';

/** A key of any kind with a certificate it signed itself; RSA keys are as short as is allowed, to be quick. */
export interface SelfMade {
  /** PrivateKeyInfo in DER. */
  readonly privateKey: Uint8Array;
  readonly signer: Signer;
  readonly certificate: Certificate;
}

export async function makeParty(
  kind: KeyAlgorithm,
  profile: CertificateProfile = PROFILES['organisation-signing'],
  over: Partial<CertificateData> = {},
): Promise<SelfMade> {
  const privateKey = await generatePrivateKey(kind, kind === 'rsa' ? 2048 : undefined);
  const signer = memorySigner(privateKey);
  const { algorithm, keyAlgorithm, publicKey } = signer;
  const tbs = buildTbsCertificate(profile, sampleData({ algorithm, keyAlgorithm, publicKey, ...over }));
  return { privateKey, signer, certificate: parseCertificate(assembleCertificate(tbs, await signer.sign(tbs))) };
}
