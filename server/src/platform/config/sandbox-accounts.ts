import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const shape = z.array(z.object({ username: z.string(), password: z.string(), roles: z.array(z.string()) }));

/** An account made for somebody trying the sandbox, with its random password. */
export type SandboxAccount = z.infer<typeof shape>[number];

const fileIn = (dataDir: string) => path.join(dataDir, 'sandbox-accounts.json');

/** Keeps the sandbox's accounts readable for the owner of the data folder only (mode 0600), to be printed at every start. */
export function keepSandboxAccounts(dataDir: string, accounts: readonly SandboxAccount[]): void {
  const file = fileIn(dataDir);
  const partial = `${file}.${process.pid}`;
  fs.writeFileSync(partial, JSON.stringify(accounts, null, 2), { mode: 0o600, flush: true });
  fs.renameSync(partial, file);
}

/** The accounts kept, or none. */
export function readSandboxAccounts(dataDir: string): readonly SandboxAccount[] {
  try {
    return shape.parse(JSON.parse(fs.readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return [];
  }
}
