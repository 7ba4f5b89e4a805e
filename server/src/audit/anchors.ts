import { timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sm3, toHex } from '@yinxin/gm';
import { z } from 'zod';
import type { Sealing } from '../platform/index.ts';

/** What the chain's end was at a moment, written down outside the database (库外见证). */
export interface Anchor {
  readonly at: Date;
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Anchors in a file beside the database, one JSON line each, authenticated with HMAC-SM3 under a key of the
 * configuration: whoever has the database alone can compute a whole new chain, but not one that fits the anchors.
 */
export interface Anchors {
  /** Appends and syncs one line. */
  write(anchor: Anchor): Promise<void>;
  /** Every anchor in order; `null` for a line that nobody with the key wrote. */
  read(): Promise<readonly (Anchor | null)[]>;
}

const PURPOSE = 'audit anchors';
const lineShape = z.strictObject({
  at: z.iso.datetime(),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  key: z.string(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

function mac(key: Uint8Array, at: string, sequence: number, hash: string): string {
  return toHex(sm3.hmac(key, Buffer.from(`${at}\n${sequence}\n${hash}`, 'utf8')));
}

export function anchorFile(file: string, sealing: Sealing): Anchors {
  function parse(line: string): Anchor | null {
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      return null;
    }
    const { success, data } = lineShape.safeParse(json);
    const key = success ? sealing.deriveAll(PURPOSE).get(data.key) : undefined;
    if (!success || key === undefined) return null;
    const right = Buffer.from(mac(key, data.at, data.sequence, data.hash), 'hex');
    if (!timingSafeEqual(right, Buffer.from(data.mac, 'hex'))) return null;
    return { at: new Date(data.at), sequence: data.sequence, hash: data.hash };
  }
  return {
    async write({ at: moment, sequence, hash }) {
      const at = moment.toISOString();
      const line = { at, sequence, hash, key: sealing.keyId, mac: mac(sealing.derive(PURPOSE), at, sequence, hash) };
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'a', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(line)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    async read() {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw error;
      }
      // A line that a power cut tore is no anchor, and no attack either: it never ended.
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      return whole
        .split('\n')
        .filter((line) => line !== '')
        .map(parse);
    },
  };
}
