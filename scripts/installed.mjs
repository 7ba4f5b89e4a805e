// Runs on any Node from 20 on with nothing installed: node's own modules only.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The Node everything else runs on: the one from npm, or this one where npm has none for the machine (macOS). */
export function nodeBinary() {
  const own = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (fs.existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`Node 24 is needed and npm has none for ${process.platform}-${process.arch}: please install it.`);
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Whether node_modules is what package-lock.json says (npm writes what it installed into a lock file of its own). */
function isInstalled() {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const found = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  for (const [name, entry] of Object.entries(wanted)) {
    if (!name.startsWith('node_modules/') || entry.link) continue;
    const there = found[name];
    // Optional packages for other machines are left out by npm.
    if (there ? there.version !== entry.version : !(entry.optional || entry.devOptional || entry.peer)) return false;
  }
  return Object.entries(wanted).every(([name, entry]) => !entry.link || fs.existsSync(path.join(root, name)));
}

/** Installs what is missing with `npm ci`; does nothing (in some milliseconds) when nothing is. Ends the process on failure. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('安装依赖 · Installing what is missing (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error('npm ci failed: see above. Is the package registry reachable?');
    process.exit(1);
  }
}

/** Environment of our processes: compiled code is cached, and `node` means ours. */
export function environment(extra = {}) {
  return {
    NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'compile'),
    ...process.env,
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
    ...extra,
  };
}
