import { readFileSync } from 'node:fs';
import { fromHex } from '@yinxin/gm';

const all: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors.json', import.meta.url), 'utf8'),
);

/** A vector of `fixtures/vectors.json` by name: seals made with the published example keys only, checked by other programs. */
export function vector(name: string): Uint8Array {
  const hex = all[name];
  if (hex === undefined) throw new Error(`no vector ${name}`);
  return fromHex(hex);
}
