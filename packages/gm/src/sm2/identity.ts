import { concatBytes, to32Bytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import type { Sm3 } from '../sm3/algorithms.ts';
import { CURVE } from './curve.ts';

/** The length of a signer id is written as a 16-bit number of bits. Throws `SM2_SIGNER_ID_TOO_LONG`. */
export function assertSignerId(signerId: Uint8Array): void {
  if (signerId.length > 8191) throw new GmError('SM2_SIGNER_ID_TOO_LONG', 'a signer id has at most 8191 bytes');
}

/** Z_A = SM3(ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG ‖ xA ‖ yA), 32 bytes (GB/T 32918.2 §5.5, "预处理1" in GM/T 0009). */
export function identityDigest(sm3: Sm3, publicKey: Uint8Array, signerId: Uint8Array): Uint8Array {
  assertSignerId(signerId);
  const bits = signerId.length * 8;
  return sm3.digest(
    concatBytes(
      Uint8Array.of(bits >>> 8, bits & 0xff),
      signerId,
      to32Bytes(CURVE.a),
      to32Bytes(CURVE.b),
      to32Bytes(CURVE.Gx),
      to32Bytes(CURVE.Gy),
      publicKey.subarray(1),
    ),
  );
}

/** e = SM3(Z_A ‖ M), 32 bytes (GB/T 32918.2 §6.1, "预处理2"): what a hardware key signs. */
export function messageDigest(sm3: Sm3, publicKey: Uint8Array, message: Uint8Array, signerId: Uint8Array): Uint8Array {
  return sm3
    .create()
    .update(identityDigest(sm3, publicKey, signerId))
    .update(message)
    .digest();
}
