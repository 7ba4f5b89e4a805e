// npm test: installs what is missing, then types, lint, unit, integration and browser tests.
// Ends with one plain line "N passed, N failed"; types and lint count as one check each.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled, environment, nodeBinary, root } from './installed.mjs';

ensureInstalled();
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const report = path.join(root, 'node_modules', '.cache', 'tests.json');

function run(title, command, args) {
  console.log(`\n== ${title}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment() });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

let passed = 0;
let failed = 0;
const count = (isGood) => (isGood ? passed++ : failed++);

count(await run('types', bin('tsc'), ['-p', 'tsconfig.json']));
count(await run('lint', bin('biome'), ['check', '.']));
fs.rmSync(report, { force: true });
const isGreen = await run('tests', nodeBinary(), [
  path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
try {
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  // A file that does not load, or an error outside any test, fails the run without a failed test.
  if (!isGreen && result.numFailedTests === 0) failed += Math.max(1, result.numFailedTestSuites ?? 1);
} catch {
  console.error('the tests left no report');
  failed++;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
