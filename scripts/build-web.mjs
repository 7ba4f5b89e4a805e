import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { environment, nodeBinary, root } from './installed.mjs';

const sources = ['web', 'packages', 'assistant/src', 'package-lock.json'];
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

/** Builds the pages when what they are made of has changed since the last build. Throws when the build fails. */
export function buildWebIfStale() {
  if (!fs.existsSync(path.join(root, 'web', 'index.html'))) return;
  const stamp = path.join(root, 'web', 'dist', '.built-from');
  const state = stateOfSources();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === state) return;
  console.log('生成页面 · Building the pages …');
  const done = spawnSync(
    nodeBinary(),
    [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: path.join(root, 'web'),
      stdio: 'inherit',
      env: environment(),
    },
  );
  if (done.status !== 0) throw new Error('the pages could not be built: see above');
  compress(path.join(root, 'web', 'dist'));
  fs.writeFileSync(stamp, state);
}
