import { der } from '@yinxin/pki';
import { refusing, SealError } from '../errors.ts';
import { encodeHolders } from './holders.ts';
import { LIMITS } from './limits.ts';
import { ia5, utf8 } from './text.ts';
import { encodeSealTime } from './time.ts';
import type {
  HoldersByCertificate,
  HoldersByDigest,
  SealContent,
  SealExtension,
  SealPicture,
  SealStandard,
} from './types.ts';

/** What `encodeSealInfo` writes. */
export interface SealData extends Omit<SealContent, 'extensions'> {
  readonly standard: SealStandard;
  readonly holders: HoldersByCertificate | HoldersByDigest;
  readonly extensions?: readonly SealExtension[];
}

/** Header version that is written; 2 and 3 are drafts of GM/T 0031-2014 and only read. */
const VERSION: Readonly<Record<SealStandard, number>> = {
  'GM/T 0031-2014': 1,
  'GB/T 38540-2020': 4,
  'GM/T 0031-2025': 5,
};

function encodePicture({ type, data, width, height }: SealPicture): Uint8Array {
  const whole = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= LIMITS.millimetres;
  if (!whole(width) || !whole(height)) throw new SealError('SEAL_PICTURE', 'sides are 1 to 1000 whole millimetres');
  if (data.length === 0) throw new SealError('SEAL_PICTURE', 'the picture is empty');
  return der.sequence(ia5(type, LIMITS.label), der.octetString(data), der.integer(width), der.integer(height));
}

function encodeExtensions(extensions: readonly SealExtension[]): Uint8Array[] {
  if (extensions.length === 0) return [];
  if (extensions.length > LIMITS.extensions) throw new SealError('SEAL_VALUE', 'too many extensions');
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) {
    throw new SealError('SEAL_EXTENSION_DUPLICATE', 'the same extension twice');
  }
  const entries = extensions.map(({ oid, critical, value }) =>
    der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value)),
  );
  return [der.sequenceOf(entries)];
}

/** Writes SES_SealInfo in the form of its standard. Throws `SealError`: `SEAL_VALUE`, `SEAL_TIME`, `SEAL_CERTIFICATE_LIST`, `SEAL_DIGEST_*`, `SEAL_PICTURE`, `SEAL_EXTENSION_DUPLICATE`. */
export function encodeSealInfo(data: SealData): Uint8Array {
  const { standard, createdAt, validFrom, validTo } = data;
  if (!(validFrom.getTime() < validTo.getTime()))
    throw new SealError('SEAL_TIME', 'the validity ends before it begins');
  return refusing('SEAL_VALUE', () =>
    der.sequence(
      der.sequence(ia5('ES', LIMITS.label), der.integer(VERSION[standard]), ia5(data.vendor, LIMITS.label)),
      ia5(data.id, LIMITS.label),
      der.sequence(
        der.integer(data.type),
        utf8(data.name, LIMITS.name),
        ...encodeHolders(standard, data.holders),
        encodeSealTime(standard, createdAt),
        encodeSealTime(standard, validFrom),
        encodeSealTime(standard, validTo),
      ),
      encodePicture(data.picture),
      ...encodeExtensions(data.extensions ?? []),
    ),
  );
}
