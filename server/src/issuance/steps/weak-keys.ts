import { engine, fromHex, toHex } from '@yinxin/gm';

/**
 * Private keys everybody knows: those printed in GB/T 32918 and GM/T 0003, the smallest numbers, and patterns that broken
 * generators and copied examples bring. The curve has cofactor 1: there are no points of small order to refuse.
 */
const KNOWN = [
  '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  '81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029',
  '785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5',
  '0123456789abcdef'.repeat(4),
  'fedcba9876543210'.repeat(4),
  '1234567890abcdef'.repeat(4),
  ...Array.from({ length: 32 }, (_, i) => (i + 1).toString(16).padStart(64, '0')),
  ...Array.from('123456789abcde', (digit) => digit.repeat(64)),
];
let knownX: ReadonlySet<string> | undefined;

/** Whether the private key of this public key (04‖X‖Y) is no secret; by X alone, so that negatives are known too. */
export function isKnownKey(publicKey: Uint8Array): boolean {
  knownX ??= new Set(KNOWN.map((key) => toHex(engine().publicKeyOf(fromHex(key)).subarray(1, 33))));
  return knownX.has(toHex(publicKey.subarray(1, 33)));
}

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;

/** The point with the same X and the other Y: whoever has the private key of one has that of the other. */
export function negativeOf(publicKey: Uint8Array): Uint8Array {
  const y = P - BigInt(`0x${toHex(publicKey.subarray(33))}`);
  const negative = publicKey.slice();
  negative.set(fromHex(y.toString(16).padStart(64, '0')), 33);
  return negative;
}
