import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseCrl, verifyCrlSignature } from '@yinxin/pki';
import type { Platform } from '@yinxin/server';
import { z } from 'zod';
import { houseEnvironment, line, type Measured, revokeMany, withHouse } from './status/house.ts';
import { issuanceOf } from './status/issuance.ts';

const ENTRIES = Number(process.env.YINXIN_BENCH_ENTRIES ?? 1_000_000);
const Child = z.object({ ms: z.number(), maxRss: z.number(), before: z.number() });

/** A full CRL with a million entries from the database: under 3 s and under 400 MB, in a process of its own. */
export function run(): Promise<Measured[]> {
  return withHouse(async (platform, dataDir) => {
    await issuanceOf(platform);
    await revokeMany(platform, ENTRIES);
    const child = new URL('status/build-list.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [child, dataDir], {
      env: houseEnvironment(dataDir),
      timeout: 240_000,
    });
    const { ms, maxRss } = Child.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    const { entries, bytes } = await verified(platform);
    if (entries !== ENTRIES) throw new Error(`the list has ${entries} entries`);
    return [
      line(
        `CRL with ${entries.toLocaleString('en')} entries, ${(bytes / 1e6).toFixed(1)} MB, made and stored`,
        ms / 1000,
        3,
        's',
      ),
      line('most memory of the process that made it', maxRss / 1024, 400, 'MB'),
    ];
  });
}

/** Reads the list as it is served and checks its signature: a list that is fast and wrong is no list. */
async function verified(platform: Platform): Promise<{ readonly entries: number; readonly bytes: number }> {
  const { crl, listFiles, authority } = await (await issuanceOf(platform)).open();
  const list = await crl.current({ authority: 'issuing', shard: 0, kind: 'full' });
  if (!list) throw new Error('no list was made');
  const chunks: Buffer[] = [];
  for await (const chunk of await listFiles.open(list)) chunks.push(Buffer.from(chunk));
  const parsed = parseCrl(new Uint8Array(Buffer.concat(chunks)));
  if (!verifyCrlSignature(parsed, authority.issuing.certificate)) throw new Error('the signature of the list is wrong');
  return { entries: parsed.entries.size, bytes: list.bytes };
}
