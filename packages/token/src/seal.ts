import { sm3, toHex } from '@yinxin/gm';
import { z } from 'zod';
import { isOneDerValue } from './der.ts';
import { type SealFault, TokenError } from './errors.ts';

/** The most a medium takes: the seal structure 电子印章 (GB/T 38540) and its picture. */
export const SEAL_LIMITS = { objectBytes: 1 << 20, pictureBytes: 200 * 1024, pictureSide: 4000 } as const;

/** What people are told about a seal 印章, without opening its structure. */
export const sealDescriptor = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._:-]{1,80}$/),
  name: z.string().trim().min(1).max(200),
  /** A code such as `official` 公章 or `contract` 合同专用章. */
  sort: z.string().regex(/^[a-z0-9-]{1,32}$/),
  notAfter: z.iso.datetime({ offset: true }),
  /** SM3 of the signing certificate the seal belongs to, 64 hexadecimal digits. */
  certificate: z.string().regex(/^[0-9a-f]{64}$/),
});

export type SealDescriptor = z.infer<typeof sealDescriptor>;

/** A seal as it is written into a medium. The medium takes the object as it is; `packages/seal` knows its inside. */
export interface Seal extends SealDescriptor {
  /** PNG. */
  readonly picture: Uint8Array;
  /** One DER value. */
  readonly object: Uint8Array;
}

/** Whether a seal's certificate is the one in use, or one that a renewal has replaced. */
export type SealFits = 'current' | 'former';

export interface InstalledSeal extends SealDescriptor {
  readonly fits: SealFits;
}

/** What a seal names its certificate by: SM3 of the DER, in hexadecimal digits. */
export const certificateDigest = (certificate: Uint8Array): string => toHex(sm3.digest(certificate));

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height of a PNG, read from its first chunk; null if it is none. */
function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  if (bytes.length < 33 || !PNG.every((byte, index) => bytes[index] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Length 13 and "IHDR": the header chunk comes first, always.
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function faultOf({ picture, object, ...descriptor }: Seal): SealFault | null {
  if (!sealDescriptor.safeParse(descriptor).success) return 'descriptor';
  const size = picture.length <= SEAL_LIMITS.pictureBytes ? pngSize(picture) : null;
  const fits = (side: number) => side >= 1 && side <= SEAL_LIMITS.pictureSide;
  if (!size || !fits(size.width) || !fits(size.height)) return 'picture';
  return object.length <= SEAL_LIMITS.objectBytes && isOneDerValue(object) ? null : 'object';
}

/** Throws `E_SEAL` naming the part that a medium cannot take. */
export function refuseUnfitSeal(seal: Seal): void {
  const fault = faultOf(seal);
  if (fault) throw new TokenError({ code: 'E_SEAL', fault });
}
