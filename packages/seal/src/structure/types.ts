/** The standard a seal follows, told apart by the version in its header. */
export const SEAL_STANDARDS = ['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const;
export type SealStandard = (typeof SEAL_STANDARDS)[number];

/** Whose certificates may use the seal, as the certificates themselves. */
export interface HoldersByCertificate {
  readonly by: 'certificate';
  /** DER, one or more. */
  readonly certificates: readonly Uint8Array[];
}

/** Whose certificates may use the seal, as digests of them (CertDigestObj). */
export interface HoldersByDigest {
  readonly by: 'digest';
  readonly digests: readonly CertificateDigest[];
}

export interface CertificateDigest {
  /** As written: "sm3", or its object identifier; nothing else is understood. */
  readonly algorithm: string;
  readonly value: Uint8Array;
}

/** The picture of a seal 印章图像 (SES_ESPictrueInfo). */
export interface SealPicture {
  /** As written: "png", "jpg", "gif", "bmp", "ofd", "svg" … */
  readonly type: string;
  readonly data: Uint8Array;
  /** Size on paper in whole millimetres. */
  readonly width: number;
  readonly height: number;
}

/** An entry of extDatas. */
export interface SealExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** What a seal of any version says (SES_SealInfo). */
export interface SealContent {
  /** Maker of the seal system (Vid), at most 128 printable ASCII characters. */
  readonly vendor: string;
  /** Number of the seal 印章标识 (esID), unique at its maker. */
  readonly id: string;
  /** 1 a seal of an organisation 单位印章, 2 of a person 个人印章; tax authorities use 3 and 4. */
  readonly type: number;
  /** Name of the seal 印章名称. */
  readonly name: string;
  readonly createdAt: Date;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly picture: SealPicture;
  readonly extensions: readonly SealExtension[];
}

interface SignedSeal extends SealContent {
  /** The whole seal in DER. */
  readonly raw: Uint8Array;
  /** Exactly the bytes the maker signed. */
  readonly tbs: Uint8Array;
  /** The seal maker's 制章人 certificate in DER, not yet looked at. */
  readonly makerCertificate: Uint8Array;
  readonly signature: Uint8Array;
}

/** GM/T 0031-2014: header versions 1 to 3, certificates only, UTCTime. */
export interface Seal2014 extends SignedSeal {
  readonly standard: 'GM/T 0031-2014';
  readonly version: 1 | 2 | 3;
  readonly holders: HoldersByCertificate;
}

/** GB/T 38540-2020: header version 4. */
export interface Seal2020 extends SignedSeal {
  readonly standard: 'GB/T 38540-2020';
  readonly version: 4;
  readonly holders: HoldersByCertificate | HoldersByDigest;
}

/** GM/T 0031-2025: header version 5, with an optional timestamp over the maker's signature. */
export interface Seal2025 extends SignedSeal {
  readonly standard: 'GM/T 0031-2025';
  readonly version: 5;
  readonly holders: HoldersByCertificate | HoldersByDigest;
  /** TimeStampToken in DER, not yet looked at. */
  readonly timestamp: Uint8Array | undefined;
}

/** An electronic seal 电子印章 (SESeal). */
export type Seal = Seal2014 | Seal2020 | Seal2025;
