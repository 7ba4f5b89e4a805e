import { performance } from 'node:perf_hooks';
import { KeyStoreError, type KeyStoreProblem } from '../errors.ts';
import type { Connection } from './connection.ts';

/** A connection that comes back after its device did. */
export interface Reconnecting {
  /** Works with a living connection; once more, with a new one, when the device was lost meanwhile. */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** After these the connection is of no use any more. */
const LOST: ReadonlySet<KeyStoreProblem> = new Set(['STORE_UNREACHABLE', 'STORE_DEVICE_REMOVED']);
/** These stay until somebody has done something: trying again would block the device. */
const FINAL: ReadonlySet<KeyStoreProblem> = new Set(['STORE_PIN_WRONG', 'STORE_LOCKED']);

/**
 * Keeps one connection. Between tries that fail it waits 250 ms, twice as long each time, at most 30 s; who asks
 * meanwhile gets the last error at once. `now` in milliseconds.
 */
export function reconnecting(connect: () => Promise<Connection>, now = () => performance.now()): Reconnecting {
  let living: Promise<Connection> | undefined;
  let failed: { readonly error: KeyStoreError; readonly until: number; readonly pause: number } | undefined;

  const connection = (): Promise<Connection> => {
    if (living !== undefined) return living;
    if (failed && (FINAL.has(failed.error.code) || now() < failed.until)) return Promise.reject(failed.error);
    living = connect().then(
      (made) => {
        failed = undefined;
        return made;
      },
      (error: unknown) => {
        living = undefined;
        const known = asStoreError(error);
        const pause = Math.min(LONGEST_PAUSE, (failed?.pause ?? FIRST_PAUSE / 2) * 2);
        failed = { error: known, until: now() + pause, pause };
        throw known;
      },
    );
    return living;
  };

  const drop = async (lost: Connection) => {
    const current = await living?.catch(() => undefined);
    if (current !== lost) return; // somebody else has dropped it
    living = undefined;
    await lost.close();
  };

  return {
    async use(work) {
      const first = await connection();
      try {
        return await work(first);
      } catch (error) {
        if (!(error instanceof KeyStoreError) || !LOST.has(error.code)) throw error;
        await drop(first);
      }
      return work(await connection());
    },
    async close() {
      const last = await living?.catch(() => undefined);
      living = undefined;
      await last?.close();
    },
  };
}

const asStoreError = (error: unknown): KeyStoreError =>
  error instanceof KeyStoreError ? error : new KeyStoreError('STORE_FAILED', 'the module could not be used', error);
