import { describe, expect, it } from 'vitest';
import { judge } from './case.ts';
import { opensslCases, opensslVersion } from './tools/openssl/index.ts';
import { makeWorld } from './world.ts';

const version = opensslVersion();
if (version === undefined) console.info('openssl 3 command not found: interoperability with it is not tested');

// ECDSA goes the way of RSA: `npm run interop` asks about it as well.
const kinds = version === undefined ? [] : (['sm2', 'rsa'] as const);
const worlds = await Promise.all(kinds.map(makeWorld));

describe.skipIf(version === undefined)('openssl accepts what is right and refuses its altered twin', () => {
  it.each(worlds.flatMap(opensslCases).map((one) => [one.artefact, one.direction, one] as const))(
    '%s: %s',
    async (_artefact, _direction, { run }) => {
      const result = await run();
      expect(result.kind === 'failed' ? result.why : 'as it should').toBe('as it should');
    },
  );
});

it('a case passes only when the real one is accepted and the twin is not', () => {
  const [yes, no] = [
    { good: true, said: '' },
    { good: false, said: '' },
  ];
  expect([judge(yes, no), judge(yes, yes), judge(no, no)].map(({ kind }) => kind)).toEqual([
    'pass',
    'failed',
    'failed',
  ]);
});
