import { readFileSync } from 'node:fs';
import { fromHex } from '@yinxin/gm';

const all: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../fixtures/messages.json', import.meta.url), 'utf8'),
);

/** A message of `fixtures/messages.json` by name, made with the published example keys or public. */
export function messageVector(name: string): Uint8Array {
  const hex = all[name];
  if (hex === undefined) throw new Error(`no message ${name}`);
  return fromHex(hex);
}
