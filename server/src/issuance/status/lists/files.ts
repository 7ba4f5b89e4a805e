import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Database } from '../../../platform/index.ts';
import { scopeName } from './scope.ts';
import { type PublishedList, readBytes } from './store.ts';

/** Lists as files of this machine, written once from the database: serving one copies nothing. */
export interface ListFiles {
  /** The bytes of a list as a stream of a known length. */
  open(list: PublishedList): Promise<Readable>;
}

export function listFiles(db: Database, folder: string): ListFiles {
  const writing = new Map<string, Promise<void>>();

  const write = async (list: PublishedList, file: string): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Of two processes on one machine the last wins, with the same bytes.
    const partial = `${file}.${process.pid}.part`;
    const handle = await open(partial, 'w', 0o600);
    try {
      for await (const piece of readBytes(db, list)) await handle.appendFile(piece);
    } finally {
      await handle.close();
    }
    const { size } = await stat(partial);
    if (size !== list.bytes) throw new Error(`CRL ${scopeName(list)} ${list.number} is not complete in the database`);
    await rename(partial, file);
    await forgetOthers(folder, scopeName(list), path.basename(file));
  };

  return {
    async open(list) {
      const name = `${scopeName(list)}.${list.number}.${list.sha256.slice(0, 16)}.crl`;
      const file = path.join(folder, name);
      if (!(await hasSize(file, list.bytes))) {
        const one = writing.get(file) ?? write(list, file).finally(() => writing.delete(file));
        writing.set(file, one);
        await one;
      }
      return createReadStream(file, { highWaterMark: 256 * 1024 });
    },
  };
}

async function hasSize(file: string, bytes: number): Promise<boolean> {
  try {
    return (await stat(file)).size === bytes;
  } catch {
    return false;
  }
}

/** Streams that are open keep what is removed until they end. */
async function forgetOthers(folder: string, scope: string, kept: string): Promise<void> {
  for (const name of await readdir(folder)) {
    // What another process is writing is its own business.
    if (name !== kept && name.startsWith(`${scope}.`) && name.endsWith('.crl'))
      await rm(path.join(folder, name), { force: true });
  }
}
