import { equalBytes } from '@yinxin/gm';
import { der, OID, parseCertificate, type Signer, verifySignature } from '@yinxin/pki';
import { refusing, SealError } from '../errors.ts';
import { encodeSealInfo, type SealData } from './encode.ts';
import { LIMITS } from './limits.ts';
import type { SealStandard } from './types.ts';

/** A seal before its signature: store it, then have `tbs` signed once. */
export interface SealDraft {
  readonly standard: SealStandard;
  /** SES_SealInfo in DER. */
  readonly info: Uint8Array;
  /** The maker's certificate in DER. */
  readonly makerCertificate: Uint8Array;
  /** Exactly the bytes the maker signs: with the certificate before 2020, the content alone since. */
  readonly tbs: Uint8Array;
}

/** Writes everything that stands in a seal but the signature. Throws as `encodeSealInfo`. */
export function draftSeal(data: SealData, makerCertificate: Uint8Array): SealDraft {
  const { standard } = data;
  const info = encodeSealInfo(data);
  const tbs =
    standard === 'GM/T 0031-2014'
      ? der.sequence(info, der.octetString(makerCertificate), der.oid(OID.sm2WithSm3))
      : info;
  return { standard, info, makerCertificate, tbs };
}

/**
 * The seal in DER around a finished signature. `timestamp` (2025 only) is a TimeStampToken over the signature. Throws
 * `SEAL_SHAPE`, `SEAL_TOO_LARGE`.
 */
export function assembleSeal(draft: SealDraft, signature: Uint8Array, timestamp?: Uint8Array): Uint8Array {
  const { standard, info, makerCertificate } = draft;
  if (timestamp !== undefined && standard !== 'GM/T 0031-2025') {
    throw new SealError('SEAL_SHAPE', `${standard} has no place for a timestamp`);
  }
  const maker = [der.octetString(makerCertificate), der.oid(OID.sm2WithSm3), der.bitString(signature)];
  const seal =
    standard === 'GM/T 0031-2014'
      ? der.sequence(info, der.sequence(...maker))
      : der.sequence(info, ...maker, ...(timestamp === undefined ? [] : [der.explicit(0, der.bitString(timestamp))]));
  if (seal.length > LIMITS.seal) throw new SealError('SEAL_TOO_LARGE', `longer than ${LIMITS.seal} bytes`);
  return seal;
}

/** The seal maker 制章人: certificate in DER and the way to its key. */
export interface SealMaker {
  readonly certificate: Uint8Array;
  readonly signer: Signer;
}

/** The certificate must be that of the key, an SM2 key that may sign. Throws `SEAL_CERTIFICATE`, `SEAL_MAKER_KEY`. */
export function assertMaker({ certificate, signer }: SealMaker): void {
  const { keyAlgorithm, publicKey, extensions } = refusing('SEAL_CERTIFICATE', () => parseCertificate(certificate));
  if (signer.algorithm !== 'sm2-sm3' || keyAlgorithm !== 'sm2' || !equalBytes(publicKey, signer.publicKey)) {
    throw new SealError('SEAL_MAKER_KEY', "the signer does not have the maker certificate's SM2 key");
  }
  if (extensions.keyUsage?.includes('digitalSignature') !== true) {
    throw new SealError('SEAL_MAKER_KEY', "the maker's certificate is not for signing");
  }
}

/**
 * Makes and signs a seal: one signature over `SealDraft.tbs`, looked at before it is used. `stampSignature` asks a timestamp authority (2025 only).
 * Throws `SealError`; what the signer throws goes through.
 */
export async function signSeal(
  data: SealData,
  maker: SealMaker,
  stampSignature?: (signature: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  assertMaker(maker);
  const draft = draftSeal(data, maker.certificate);
  const signature = await maker.signer.sign(draft.tbs);
  if (!verifySignature('sm2-sm3', maker.signer, draft.tbs, signature)) {
    throw new SealError('SEAL_SIGNATURE_WRONG', 'the signer answered no signature over the seal');
  }
  return assembleSeal(draft, signature, await stampSignature?.(signature));
}
