#!/usr/bin/env node
// Runs on whatever Node npx found; goes on under the Node that came from npm when that one is too old.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('../src/main.ts');
} else {
  const { environment, nodeBinary } = await import('../../scripts/installed.mjs');
  const child = spawn(nodeBinary(), [path.join(here, '../src/main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
