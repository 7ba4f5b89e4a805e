import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { z } from 'zod';
import type { FunctionTable } from '../pkcs11/functions.ts';
import { softwareDevice } from './software-module.ts';

/*
 * The software module with a memory, for tests that kill its process: objects are kept in the file KEPT_MODULE names.
 * While KEPT_MODULE.hang is there, C_Sign says so in KEPT_MODULE.signing and does not come back.
 */
const file = process.env.KEPT_MODULE ?? '';
const Saved = z.array(
  z.object({
    attributes: z.array(z.tuple([z.number(), z.string()])),
    privateKey: z.string().nullable(),
  }),
);

export function functionTable(): FunctionTable {
  const saved = existsSync(file) ? Saved.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
  const device = softwareDevice('4711', 'message', saved);
  const { call } = device.table();
  device.signing = () => {
    if (!existsSync(`${file}.hang`)) return;
    writeFileSync(`${file}.signing`, '');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  };
  return {
    async call(name, ...args) {
      const answer = await call(name, ...args);
      if (name === 'C_GenerateKeyPair') writeFileSync(file, JSON.stringify(device.contents()), { flush: true });
      return answer;
    },
  };
}
