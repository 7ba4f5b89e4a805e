import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { environment, nodeBinary, root } from './installed.mjs';

const sources = ['web', 'packages', 'assistant/src', 'package-lock.json', 'scripts/build-web.mjs'];
const skipped = new Set(['dist', 'node_modules']);

function* filesBelow(at) {
  const full = path.join(root, at);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    yield at;
    return;
  }
  for (const name of fs.readdirSync(full).sort()) if (!skipped.has(name)) yield* filesBelow(path.join(at, name));
}

function stateOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(source)) {
      if (/\.(test|itest)\.tsx?$/.test(file)) continue;
      hash.update(file).update(fs.readFileSync(path.join(root, file)));
    }
  }
  return hash.digest('hex');
}

/** Puts a compressed twin beside every text file, which the server sends instead. */
function compress(dir) {
  for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(m?js|css|html|svg|json)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    fs.writeFileSync(`${file}.gz`, gzipSync(fs.readFileSync(file), { level: 9 }));
  }
}

const stamp = path.join(root, 'web', 'dist', '.built-from');

/** What the pages have to be built from, when that is not what they were built from last. */
function staleState() {
  if (!fs.existsSync(path.join(root, 'web', 'index.html'))) return undefined;
  const state = stateOfSources();
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === state ? undefined : state;
}

function vite() {
  console.log('生成页面 · Building the pages …');
  const args = [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'];
  // Test runners set NODE_ENV; without this they would get, and leave behind, the development build of React.
  const env = { ...environment(), NODE_ENV: 'production' };
  return [nodeBinary(), args, { cwd: path.join(root, 'web'), stdio: 'inherit', env }];
}

function finish(status, state) {
  if (status !== 0) throw new Error('the pages could not be built: see above');
  compress(path.join(root, 'web', 'dist'));
  fs.writeFileSync(stamp, state);
}

/** Builds the pages when what they are made of has changed since the last build. Throws when the build fails. */
export function buildWebIfStale() {
  const state = staleState();
  if (state !== undefined) finish(spawnSync(...vite()).status, state);
}

/** The same beside other work. */
export async function buildWebBeside() {
  const state = staleState();
  if (state === undefined) return;
  const child = spawn(...vite());
  const [status] = await once(child, 'exit');
  finish(status, state);
}
