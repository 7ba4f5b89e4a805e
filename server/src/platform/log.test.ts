import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLog, logFile } from './log.ts';

test('a process that ends at once still has its log: each line is in the file when it was written', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-log-'));
  const file = path.join(dir, 'deeper', 'yinxin.log');
  try {
    createLog('info', logFile(file)).info('the last words');
    expect(fs.readFileSync(file, 'utf8')).toContain('the last words');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
