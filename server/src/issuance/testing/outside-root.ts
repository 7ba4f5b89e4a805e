import {
  assembleCertificate,
  buildTbsCertificate,
  generatePrivateKey,
  issuerOf,
  memorySigner,
  type NameParts,
  nameOf,
  newSerial,
  PROFILES,
  type ProfileName,
  type PublicKey,
  parseCertificate,
} from '@yinxin/pki';

/** A root elsewhere (P-256) that certifies what it is asked to. */
export interface OutsideRoot {
  readonly certificate: Uint8Array;
  certify(key: PublicKey, name: NameParts, profile: ProfileName): Promise<Uint8Array>;
}

/** Makes one whose certificates begin at `now` and are good for a year. */
export async function outsideRoot(now: () => Date): Promise<OutsideRoot> {
  const signer = memorySigner(await generatePrivateKey('p-256'));
  const certify = async (key: PublicKey, name: NameParts, profile: ProfileName, above?: Uint8Array) => {
    const from = new Date(Math.floor(now().getTime() / 1000) * 1000);
    const tbs = buildTbsCertificate(PROFILES[profile], {
      serial: newSerial(),
      issuer: above ? issuerOf(parseCertificate(above)) : 'self',
      subject: nameOf(name),
      publicKey: key.publicKey,
      keyAlgorithm: key.keyAlgorithm,
      notBefore: from,
      notAfter: new Date(from.getTime() + 86_400_000 * 365),
      algorithm: signer.algorithm,
    });
    return assembleCertificate(tbs, await signer.sign(tbs));
  };
  const certificate = await certify(signer, { C: 'CN', O: 'Elsewhere', CN: 'Outside Root' }, 'root-ca');
  return { certificate, certify: (key, name, profile) => certify(key, name, profile, certificate) };
}
