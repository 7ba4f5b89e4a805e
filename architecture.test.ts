import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cryptoImports, keyObjectUses } from './scripts/key-objects.ts';

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

/** Keys of other kinds may: these files make them from their own AlgorithmIdentifier, which is never SM2's. */
const KEY_OBJECTS_ALLOWED = [
  'packages/pki/src/algorithms/ecdsa.ts',
  'packages/pki/src/algorithms/mldsa.ts',
  'packages/pki/src/algorithms/rsa.ts',
  'packages/pki/src/algorithms/rsa-ecdsa-mldsa.ts',
  'packages/pki/src/algorithms/rsa-transport.ts',
  // AES-256-GCM at rest: a secret key as bytes is made into an object anew with every text, five times the work.
  'server/src/platform/crypto-at-rest/sealing.ts',
];

test('SM2 keys never touch node:crypto: no key object is imported from it', () => {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const found = production
    .filter((file) => !KEY_OBJECTS_ALLOWED.includes(file))
    .flatMap((file) => keyObjectUses(read(file)).map((name) => ({ file, name })));
  expect(found).toEqual([]);
  expect(production.flatMap((file) => cryptoImports(read(file))).length).toBeGreaterThan(20);
  // What is allowed is used, and knows nothing of SM2.
  for (const file of KEY_OBJECTS_ALLOWED) {
    expect(keyObjectUses(read(file)), file).not.toEqual([]);
    expect(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''), file).not.toMatch(/sm2/i);
  }
});

test.each([
  ["import { createHash, sign } from 'node:crypto';", ['sign']],
  ['import {\n  createPrivateKey as open,\n  type KeyObject,\n} from "crypto";', ['createPrivateKey', 'KeyObject']],
  ["import { generateKeyPairSync } from 'node:crypto';", ['generateKeyPairSync']],
  ["import crypto from 'node:crypto';\ncrypto.createSign('sm3');", ['*']],
  ["import * as anything from 'node:crypto';", ['*']],
  ["export { verify } from 'node:crypto';", ['verify']],
  ["const { createVerify } = await import('node:crypto');", ['*']],
  ["const { createVerify } = require('node:crypto');", ['*']],
  ["process.getBuiltinModule('node:crypto').createPublicKey(pem);", ['*']],
  ["import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';\nkey.sign(tbs);", []],
  ["import { sign } from './signer.ts';", []],
])('the search for key objects sees through %j', (text, names) => {
  expect(keyObjectUses(text)).toEqual(names);
});
