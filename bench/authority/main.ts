/**
 * `npm run bench authority [-- PART …] [--memory]`: every file beside this one that exports `run` is a part and gives its
 * rows, each beside its limit from the same run. Never fails on a figure; a part that is not there is not listed.
 */
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engineReport } from '@yinxin/gm';
import { type Row, table } from './row.ts';

interface Part {
  readonly run: () => Promise<readonly Row[]>;
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function';

/** The parts named, or all of them in the order of their names. */
export async function benchAuthority(asked: readonly string[]): Promise<void> {
  const { name, version } = engineReport();
  console.log(`${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, node ${process.versions.node}`);
  console.log(
    `SM2 by ${name} (${version}); load average ${os
      .loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')}\n`,
  );
  const parts = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !/^(main|row)\.|\.(it|e2e|)test\.ts$/.test(entry.name),
    )
    .map((entry) => path.basename(entry.name, '.ts'))
    .toSorted();
  for (const unknown of asked.filter((one) => !parts.includes(one))) console.log(`no part ${unknown}`);
  for (const part of parts.filter((one) => asked.length === 0 || asked.includes(one))) {
    const module: unknown = await import(`./${part}.ts`);
    if (!isPart(module)) continue;
    console.log(`${part}\n${table(await module.run())}\n`);
  }
}
