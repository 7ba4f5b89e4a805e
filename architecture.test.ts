import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = import.meta.dirname;
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => f !== '' && !f.endsWith('.d.ts'));
const production = files.filter((f) => !/\.(test|itest|e2e)\.tsx?$/.test(f) && !f.includes('/testing/'));

interface Import {
  readonly file: string;
  readonly target: string;
}

/** Imports of a file: package names as written, relative ones as paths from the root. */
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/gm)].map(
    (m) => {
      const target = m[1] ?? m[2] ?? '';
      return { file, target: target.startsWith('.') ? path.normalize(path.join(path.dirname(file), target)) : target };
    },
  );
}

const roomOf = (file: string) => /^server\/src\/([^/]+)\//.exec(file)?.[1];

test('packages import no server, page or command line', () => {
  const wrong = production
    .filter((f) => f.startsWith('packages/') || f.startsWith('programmes/'))
    .flatMap(importsOf)
    .filter(
      (i) =>
        /^(server|web|assistant|cli|e2e)\//.test(i.target) ||
        /^@yinxin\/(server|web|assistant)/.test(i.target) ||
        i.target === 'yinxin',
    );
  expect(wrong).toEqual([]);
});

test('pages know the server by its contract only', () => {
  const wrong = production
    .filter((f) => f.startsWith('web/'))
    .flatMap(importsOf)
    .filter(
      (i) =>
        i.target.startsWith('server/') || i.target.startsWith('@yinxin/server') || i.target.startsWith('@yinxin/pki'),
    );
  expect(wrong).toEqual([]);
});

test('the platform imports no room', () => {
  const wrong = production
    .filter((f) => roomOf(f) === 'platform')
    .flatMap(importsOf)
    .filter(
      (i) => i.target.startsWith('server/src/') && roomOf(i.target) !== 'platform' && roomOf(i.target) !== undefined,
    );
  expect(wrong).toEqual([]);
});

test('a room is entered through its index', () => {
  const wrong = production.flatMap(importsOf).filter((i) => {
    const to = roomOf(i.target);
    if (to === undefined || to === 'platform' || to === roomOf(i.file)) return false;
    return i.target !== `server/src/${to}/index.ts`;
  });
  expect(wrong).toEqual([]);
});

test('the engine names no programme', () => {
  const names = /jiangxi|江西|pingan|平安|bjca|一证通|xinchengtong|信城通|\beport|电子口岸/i;
  const engine = production.filter(
    (f) =>
      /^server\/src\/(applications|directory|issuance|media|money|notices|audit)\//.test(f) ||
      /^packages\/(programme|contract)\//.test(f),
  );
  const wrong = engine.filter((f) => names.test(readFileSync(path.join(root, f), 'utf8')));
  expect(wrong).toEqual([]);
  expect(engine.length).toBeGreaterThan(50);
});

test('SM2 keys never touch node:crypto: no key object is imported from it', () => {
  // Keys of other kinds may: these files make them from their own AlgorithmIdentifier, which is never SM2's.
  const others = /^packages\/pki\/src\/algorithms\/(rsa|ecdsa|mldsa)[^/]*\.ts$/;
  // node:crypto signs with an SM2 key without the signer's identity, and says nothing.
  const keys =
    /^(create(Private|Public|Secret)Key|generateKeyPair(Sync)?|KeyObject|create(ECDH|Sign|Verify)|sign|verify|diffieHellman)$/;
  const crypto = /import\s+(?:type\s+)?(\{[^}]*\}|\*?[^'"]*?)\s+from\s+['"](?:node:)?crypto['"]/g;
  const imported = production
    .filter((file) => !others.test(file))
    .flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(crypto)].flatMap(([, what = '']) => {
        // The whole module under one name would hide what is used of it.
        if (!what.startsWith('{')) return [{ file, name: what }];
        const names = what.slice(1, -1).split(',');
        return names.map((one) => ({ file, name: one.trim().replace(/^type\s+|\s+as\s.*$/g, '') }));
      }),
    );
  expect(imported.length).toBeGreaterThan(20);
  expect(imported.filter(({ name }) => keys.test(name) || name.includes('*') || name === 'crypto')).toEqual([]);
});
