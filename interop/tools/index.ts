import type { Tool } from '../case.ts';
import { versionOf } from '../command.ts';
import type { World } from '../world.ts';
import { bouncyCastle } from './bouncycastle/index.ts';
import { gnutls } from './gnutls.ts';
import { pkilint, zlint } from './linters.ts';
import { opensslCases, opensslVersion } from './openssl/index.ts';

/** SoftHSM2 signs inside the tests of the key stores; it reads no artefacts, so here it is only named. */
const softHsm = (): Tool => ({
  name: 'SoftHSM2',
  version: versionOf('softhsm2-util', '--version'),
  source: 'Debian package softhsm2; asked by the tests of packages/keystore',
  cases: async () => [
    {
      artefact: 'keys in a PKCS#11 store',
      direction: 'it reads ours',
      run: () => ({ kind: 'not applicable', why: 'asked by the tests of packages/keystore' }),
    },
  ],
});

/** Every tool that is asked, present or not, in the order of the matrix. */
export const toolsFor = (worlds: readonly World[]): Tool[] => [
  {
    name: 'OpenSSL',
    version: opensslVersion(),
    source: 'Debian package openssl (3.0 or later)',
    cases: async () => worlds.flatMap(opensslCases),
  },
  bouncyCastle(worlds),
  gnutls(worlds),
  pkilint(worlds),
  zlint(worlds),
  softHsm(),
];
