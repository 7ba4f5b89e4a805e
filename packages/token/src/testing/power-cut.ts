import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What everything that touches the disk throws once the power is gone. */
export class PowerCut extends Error {}

const CUT = Symbol('cut');

/**
 * Runs `business`, and cuts the power at its `at`-th act on the disk (1, 2, …): that write is half done, and no later act
 * happens, as if the program had been killed there. Answers what the business answered, or `cut`.
 */
export async function withPowerCut<T>(at: number, business: () => Promise<T>): Promise<T | typeof CUT> {
  let acts = 0;
  const isGone = () => {
    acts += 1;
    return acts >= at;
  };
  const { renameSync, rmSync, writeFileSync, linkSync, writeSync } = fs;
  const original = { renameSync, rmSync, writeFileSync, linkSync, writeSync };
  const cutting =
    <A extends unknown[], R>(act: (...args: A) => R) =>
    (...args: A): R => {
      if (isGone()) throw new PowerCut();
      return act(...args);
    };
  const halfWriting: typeof writeSync = (handle: number, content: string | NodeJS.ArrayBufferView) => {
    if (isGone() && typeof content !== 'string') {
      if (acts === at) writeSync(handle, content, 0, Math.floor(content.byteLength / 2));
      throw new PowerCut();
    }
    return typeof content === 'string' ? writeSync(handle, content) : writeSync(handle, content);
  };
  Object.assign(fs, {
    renameSync: cutting(renameSync),
    rmSync: cutting(rmSync),
    writeFileSync: cutting(writeFileSync),
    linkSync: cutting(linkSync),
    writeSync: halfWriting,
  });
  syncBuiltinESMExports();
  try {
    return await business();
  } catch (error) {
    if (error instanceof PowerCut || (error instanceof Error && error.cause instanceof PowerCut)) return CUT;
    throw error;
  } finally {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  }
}

export const wasCut = (answer: unknown): answer is typeof CUT => answer === CUT;

/** What is written counts at once: waiting for the disk proves nothing here and takes most of the time. Answers the way back. */
export function withoutDiskWaits(): () => void {
  const { fsyncSync } = fs;
  Object.assign(fs, { fsyncSync: () => undefined });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, { fsyncSync });
    syncBuiltinESMExports();
  };
}
