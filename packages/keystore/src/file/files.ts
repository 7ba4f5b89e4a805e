import { open } from 'node:fs/promises';
import path from 'node:path';

export const KEY_FILE_LABEL = 'ENCRYPTED PRIVATE KEY';
export const KEY_FILE_SUFFIX = '.key.pem';

/** Whether this is the bare name of a key file: no way out of the folder. */
export const isKeyFileName = (ref: string): boolean => /^[\w.-]{1,200}\.key\.pem$/.test(ref);

/** On the disk when it returns, readable by its owner only; never over another file. */
export async function writeNew(place: string, text: string): Promise<void> {
  const handle = await open(place, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const folder = await open(path.dirname(place), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
