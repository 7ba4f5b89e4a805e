import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { tokenContract } from '../contract.ts';
import { mediumSerial } from '../serial.ts';
import type { Token } from '../types.ts';
import { manufactureSoftToken } from './manufacture.ts';
import { openSoftToken } from './soft-token.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinxin-token-'));
const places = new WeakMap<Token, string>();
let made = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (directory: string): Token => {
  const token = openSoftToken(directory);
  places.set(token, directory);
  return token;
};

tokenContract({
  name: 'soft',
  blank: async () => {
    made += 1;
    const directory = join(folder, String(made));
    const serial = mediumSerial(new Date('2026-11-22T04:00:00Z'), made);
    manufactureSoftToken(directory, { serial, pinTries: 3, adminTries: 2, cost: { n: 1024, r: 8, p: 1 } });
    return open(directory);
  },
  again: async (token) => open(places.get(token) ?? ''),
});
