import { readFileSync } from 'node:fs';
import { fromHex } from '@yinxin/gm';

const all: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors.json', import.meta.url), 'utf8'),
);

/** A vector of `fixtures/vectors.json` by name: certificates and messages made with the published example keys only. */
export function vector(name: string): Uint8Array {
  const hex = all[name];
  if (hex === undefined) throw new Error(`no vector ${name}`);
  return fromHex(hex);
}

/** Private keys printed in GB/T 32918 examples: for vectors and tests, never for a real key. */
export const EXAMPLE_KEYS = {
  ca: fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
  signing: fromHex('81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029'),
  encryption: fromHex('785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5'),
} as const;

/** A copy with one bit of one byte changed; a negative index counts from the end. */
export function tampered(bytes: Uint8Array, index: number): Uint8Array {
  const copy = bytes.slice();
  const at = index < 0 ? copy.length + index : index;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
