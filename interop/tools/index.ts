import type { Tool } from '../case.ts';
import type { World } from '../world.ts';
import { bouncyCastle } from './bouncycastle/index.ts';
import { opensslCases, opensslVersion } from './openssl/index.ts';

/** Every tool that is asked, present or not, in the order of the matrix. */
export async function toolsFor(worlds: readonly World[]): Promise<Tool[]> {
  return [
    {
      name: 'OpenSSL',
      version: opensslVersion(),
      source: 'Debian package openssl (3.0 or later)',
      cases: async () => worlds.flatMap(opensslCases),
    },
    bouncyCastle(worlds),
  ];
}
