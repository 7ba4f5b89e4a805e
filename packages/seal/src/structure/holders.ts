import { sm3 } from '@yinxin/gm';
import { type DerReader, der, OID } from '@yinxin/pki';
import { SealError } from '../errors.ts';
import { LIMITS } from './limits.ts';
import { TAG } from './tags.ts';
import { readText } from './text.ts';
import type { CertificateDigest, HoldersByCertificate, HoldersByDigest, SealStandard } from './types.ts';

/** What certListType says since 2020. */
const LIST_TYPE = { certificate: 1, digest: 2 } as const;

const SM3_BYTES = 32;

/** How the digest's algorithm is written; the standard leaves the text open. */
export const isSm3 = (algorithm: string): boolean => /^sm3$/i.test(algorithm) || algorithm === OID.sm3;

/** The digest of a certificate as `buildSeal` writes it. */
export const digestOfCertificate = (certificate: Uint8Array): CertificateDigest => ({
  algorithm: 'sm3',
  value: sm3.digest(certificate),
});

/** Writes certListType (since 2020) and certList. Throws `SEAL_CERTIFICATE_LIST`, `SEAL_DIGEST_*`. */
export function encodeHolders(standard: SealStandard, holders: HoldersByCertificate | HoldersByDigest): Uint8Array[] {
  const old = standard === 'GM/T 0031-2014';
  const list = holders.by === 'certificate' ? holders.certificates : holders.digests;
  if (list.length === 0 || list.length > LIMITS.holders || (old && holders.by === 'digest')) {
    throw new SealError('SEAL_CERTIFICATE_LIST', 'a seal names 1 to 256 certificates, before 2020 only in full');
  }
  const entries =
    holders.by === 'certificate'
      ? holders.certificates.map((one) => der.octetString(one))
      : holders.digests.map(encodeDigest);
  return [...(old ? [] : [der.integer(LIST_TYPE[holders.by])]), der.sequenceOf(entries)];
}

function encodeDigest({ algorithm, value }: CertificateDigest): Uint8Array {
  if (!isSm3(algorithm)) throw new SealError('SEAL_DIGEST_ALGORITHM', 'certificates are digested with SM3');
  if (value.length !== SM3_BYTES) throw new SealError('SEAL_DIGEST_LENGTH', 'not the length of an SM3 digest');
  return der.sequence(der.printableString(algorithm), der.octetString(value));
}

function readDigest(list: DerReader): CertificateDigest {
  const at = list.at;
  const item = list.sequence();
  const algorithm = readText(item, TAG.PRINTABLE_STRING, LIMITS.label);
  const value = item.octets();
  item.end();
  if (!isSm3(algorithm)) throw new SealError('SEAL_DIGEST_ALGORITHM', `digest "${algorithm}" is not SM3`, { at });
  if (value.length !== SM3_BYTES) throw new SealError('SEAL_DIGEST_LENGTH', 'not the length of an SM3 digest', { at });
  return { algorithm, value };
}

/** Reads certListType (versions 4 and 5) and certList. Throws `SEAL_CERTIFICATE_LIST`, `SEAL_DIGEST_*`. */
export function readHolders(property: DerReader, version: number): HoldersByCertificate | HoldersByDigest {
  const at = property.at;
  const type = version < 4 ? LIST_TYPE.certificate : property.smallInteger();
  const list = property.sequence();
  const readAll = <T>(one: () => T): T[] => {
    const found: T[] = [];
    while (!list.done && found.length <= LIMITS.holders) found.push(one());
    if (found.length === 0 || found.length > LIMITS.holders) {
      throw new SealError('SEAL_CERTIFICATE_LIST', 'a seal names 1 to 256 certificates', { at });
    }
    return found;
  };
  switch (type) {
    case LIST_TYPE.certificate:
      return { by: 'certificate', certificates: readAll(() => list.octets()) };
    case LIST_TYPE.digest:
      return { by: 'digest', digests: readAll(() => readDigest(list)) };
    default:
      throw new SealError('SEAL_CERTIFICATE_LIST', `certListType ${type}`, { at });
  }
}
