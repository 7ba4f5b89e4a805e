import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLog, logFile } from './log.ts';

test('a process that ends at once still has its log: the file is open before the first line', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-log-'));
  const file = path.join(dir, 'deeper', 'yinxin.log');
  try {
    const to = logFile(file);
    createLog('info', to).info('the last words');
    to.flushSync();
    expect(fs.readFileSync(file, 'utf8')).toContain('the last words');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
