import { type Certificate, parseCertificate, partOf } from '@yinxin/pki';
import { type SealSort, sealName } from '../drawing/design.ts';
import { refusing, SealError } from '../errors.ts';
import { inspectPicture } from '../picture/inspect.ts';
import { digestOfCertificate } from './holders.ts';
import { type SealMaker, signSeal } from './sign.ts';
import type { HoldersByCertificate, HoldersByDigest, SealExtension, SealPicture, SealStandard } from './types.ts';

/** Everything a seal for an organisation is made from. */
export interface SealOrder {
  /** GB/T 38540-2020 unless told. */
  readonly standard?: SealStandard;
  /** The organisation's signing certificate in DER: gives the name, and who may use the seal. */
  readonly certificate: Uint8Array;
  readonly sort: SealSort;
  /** Number of the seal, unique at its maker. */
  readonly id: string;
  /** Maker of the seal system. */
  readonly vendor: string;
  /** PNG, JPEG, GIF or BMP, and its size on paper in whole millimetres. */
  readonly picture: { readonly data: Uint8Array; readonly width: number; readonly height: number };
  readonly createdAt: Date;
  readonly validFrom: Date;
  /** At most the end of the certificate, without which the seal cannot be used. */
  readonly validTo: Date;
  readonly maker: SealMaker;
  readonly extensions?: readonly SealExtension[];
  /** Asks a timestamp authority for a token over the maker's signature (2025 only). */
  readonly stampSignature?: (signature: Uint8Array) => Promise<Uint8Array>;
}

const ORGANISATION_SEAL = 1;
const TYPE_NAMES = { png: 'png', jpeg: 'jpg', gif: 'gif', bmp: 'bmp' } as const;

function holderOf({ certificate, validFrom, validTo }: SealOrder): Certificate {
  const holder = refusing('SEAL_CERTIFICATE', () => parseCertificate(certificate));
  if (holder.extensions.keyUsage?.includes('digitalSignature') !== true) {
    throw new SealError('SEAL_CERTIFICATE', 'a seal goes with a certificate for signing');
  }
  if (validFrom < holder.notBefore || validTo > holder.notAfter) {
    throw new SealError('SEAL_OUTLIVES_CERTIFICATE', 'the certificate is not valid as long as the seal would be');
  }
  return holder;
}

function pictureOf({ data, width, height }: SealOrder['picture']): SealPicture {
  const format = inspectPicture(data)?.format;
  if (format === undefined || format === 'svg' || format === 'zip') {
    throw new SealError('SEAL_PICTURE', 'a picture in a seal is PNG, JPEG, GIF or BMP');
  }
  return { type: TYPE_NAMES[format], data, width, height };
}

/** The certificate itself before 2020, its SM3 digest since. */
const holdersOf = (standard: SealStandard, certificate: Uint8Array): HoldersByCertificate | HoldersByDigest =>
  standard === 'GM/T 0031-2014'
    ? { by: 'certificate', certificates: [certificate] }
    : { by: 'digest', digests: [digestOfCertificate(certificate)] };

/**
 * Makes the seal of an organisation in DER, ready for its medium: named after the certificate's organisation and the sort,
 * bound to the certificate, signed once by the maker. Throws `SealError`: `SEAL_CERTIFICATE`, `SEAL_OUTLIVES_CERTIFICATE`,
 * `SEAL_PICTURE`, and as `signSeal`.
 */
export async function buildSeal(order: SealOrder): Promise<Uint8Array> {
  const { standard = 'GB/T 38540-2020', certificate, sort, maker, stampSignature } = order;
  const { subject } = holderOf(order);
  const organisation = partOf(subject, 'O') ?? partOf(subject, 'CN');
  if (organisation === undefined) throw new SealError('SEAL_CERTIFICATE', 'the certificate names no organisation');
  const { vendor, id, createdAt, validFrom, validTo, extensions } = order;
  const data = {
    standard,
    vendor,
    id,
    type: ORGANISATION_SEAL,
    name: sealName(sort, organisation),
    holders: holdersOf(standard, certificate),
    createdAt,
    validFrom,
    validTo,
    picture: pictureOf(order.picture),
    ...(extensions && { extensions }),
  };
  return signSeal(data, maker, stampSignature);
}
