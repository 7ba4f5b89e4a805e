import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const syncDirectory = (directory: string): void => {
  // Windows cannot open a directory; its rename is already ordered by the file system journal.
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * Replaces `directory/name` as one step: temporary file, fsync, rename, fsync of the directory.
 * A process killed at any instruction leaves either the old or the new content. Mode 0600.
 */
export function replaceFile(directory: string, name: string, content: string | Uint8Array): void {
  const temporary = join(directory, `${name}.new`);
  const handle = openSync(temporary, 'w', 0o600);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, join(directory, name));
  syncDirectory(directory);
}

/** Removes what an interrupted `replaceFile` left behind. Call only while holding the medium's lock. */
export function sweep(directory: string): void {
  for (const name of readdirSync(directory)) if (name.endsWith('.new')) rmSync(join(directory, name), { force: true });
}
