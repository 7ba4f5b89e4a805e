// npm run assistant: the program beside the USB key, by itself.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled, environment, nodeBinary, root } from './installed.mjs';

ensureInstalled();
const child = spawn(nodeBinary(), [path.join(root, 'assistant/src/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: environment(),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
child.once('exit', (code) => process.exit(code ?? 1));
