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

/** The same without a terminal: what it says is shown when it is done, so that it can run beside others. */
function runBeside(title, command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    const end = (isGood) => {
      console.log(`\n== ${title}: ${isGood ? 'passed' : 'failed'}`);
      process.stdout.write(Buffer.concat(said));
      resolve(isGood);
    };
    child.once('error', (error) => {
      said.push(Buffer.from(`${error.message}\n`));
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

let passed = 0;
let failed = 0;
const count = (isGood) => (isGood ? passed++ : failed++);

// Types and lint fill the time in which the tests wait for browsers and databases.
const beside = (async () => [
  await runBeside('types', bin('tsc'), ['-p', 'tsconfig.json']),
  await runBeside('lint', bin('biome'), ['check', '.']),
])();
fs.rmSync(report, { force: true });
const isGreen = await run('tests', nodeBinary(), [
  // Room for short-lived objects: a quarter of the collections.
  '--max-semi-space-size=64',
  path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
for (const isGood of await beside) count(isGood);
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
