import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sealing } from '../crypto-at-rest/index.ts';
import { problem } from '../problems/index.ts';

/** A file as the rest of the program names it. */
export interface StoredFile {
  /** SHA-256 of the content, hex: its name for ever. Equal content is stored once. */
  readonly sha256: string;
  readonly size: number;
  /** Media type found by looking at the content, `application/octet-stream` when unknown. Never from the name. */
  readonly type: string;
}

export interface FileStore {
  /**
   * Stores a stream of at most `maxBytes` and, when given, of one of `types` (by content). Durable when it resolves.
   * Throws BODY_TOO_LARGE as soon as the limit is passed, FILE_EMPTY, FILE_TYPE_REFUSED; nothing is kept then.
   */
  put(
    content: Readable,
    limits: { readonly maxBytes: number; readonly types?: readonly string[] },
  ): Promise<StoredFile>;
  /** Stores bytes we made ourselves (a generated PDF). */
  putBytes(content: Uint8Array): Promise<StoredFile>;
  /** The whole content; throws NOT_FOUND. Verifies the hash. */
  read(sha256: string): Promise<Buffer>;
  /** Whether the content is there. */
  has(sha256: string): Promise<boolean>;
  /** Takes the content away; nothing happens when it is not there. Only for whoever knows that nobody refers to it. */
  remove(sha256: string): Promise<void>;
  /** Takes away what uploads that were cut off left behind more than `ms` ago; answers how many. */
  removePartial(ms: number): Promise<number>;
}

/** Hears of every file before it is put in its place. */
export interface FileRegister {
  /** `isKept`: made by ourselves for somebody who refers to it, not an upload that may be given up. */
  seen(sha256: string, isKept: boolean): Promise<void>;
}

const magic = Buffer.from('YXF1');
const headLength = 4 + 4 + 12; // magic, key id, nonce
const tagLength = 16;
const sniffLength = 4100;

/**
 * Content-addressed files below `dir`, encrypted with AES-256-GCM under a key derived from the data key: uploaded papers
 * are personal data. On disk: magic, key id, nonce, ciphertext, tag.
 */
export function fileStore(dir: string, sealing: Sealing, register?: FileRegister): FileStore {
  const keys = sealing.deriveAll('files');
  const current = sealing.derive('files');
  const place = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw problem('NOT_FOUND');
    return path.join(dir, sha256.slice(0, 2), sha256.slice(2));
  };

  async function put(
    content: Readable,
    limits: { maxBytes: number; types?: readonly string[] },
    isKept = false,
  ): Promise<StoredFile> {
    const incoming = path.join(dir, 'incoming');
    await fs.mkdir(incoming, { recursive: true, mode: 0o700 });
    const partial = path.join(incoming, randomBytes(12).toString('hex'));
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', current, nonce);
    const meter = new Meter(limits.maxBytes);
    const out = createWriteStream(partial, { mode: 0o600, flush: true });
    try {
      out.write(Buffer.concat([magic, Buffer.from(sealing.keyId, 'hex'), nonce]));
      await pipeline(content, meter, cipher, out, { end: true });
      if (meter.size === 0) throw problem('FILE_EMPTY');
      const { fileTypeFromBuffer } = await import('file-type');
      const type = (await fileTypeFromBuffer(meter.start()))?.mime ?? 'application/octet-stream';
      if (limits.types && !limits.types.includes(type)) {
        throw problem('FILE_TYPE_REFUSED', { params: { found: type, allowed: limits.types.join(', ') } });
      }
      await append(partial, cipher.getAuthTag());
      const sha256 = meter.digest();
      const target = place(sha256);
      await register?.seen(sha256, isKept);
      await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await fs.rename(partial, target);
      await syncDirectory(path.dirname(target));
      return { sha256, size: meter.size, type };
    } catch (error) {
      await fs.rm(partial, { force: true });
      throw error;
    }
  }

  return {
    put: (content, limits) => put(content, limits),
    async putBytes(content) {
      return put(Readable.from([Buffer.from(content)]), { maxBytes: Number.MAX_SAFE_INTEGER }, true);
    },
    async read(sha256) {
      const sealed = await fs.readFile(place(sha256)).catch((cause: unknown) => {
        throw problem('NOT_FOUND', { cause });
      });
      const key = keys.get(sealed.subarray(4, 8).toString('hex'));
      if (!sealed.subarray(0, 4).equals(magic) || !key)
        throw new Error(`file ${sha256} cannot be opened: unknown form or key`);
      const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(8, headLength));
      opener.setAuthTag(sealed.subarray(-tagLength));
      const content = Buffer.concat([opener.update(sealed.subarray(headLength, -tagLength)), opener.final()]);
      if (createHash('sha256').update(content).digest('hex') !== sha256) throw new Error(`file ${sha256} is damaged`);
      return content;
    },
    remove: (sha256) => fs.rm(place(sha256), { force: true }),
    async removePartial(ms) {
      const incoming = path.join(dir, 'incoming');
      const names = await fs.readdir(incoming).catch(() => []);
      let removed = 0;
      for (const name of names) {
        const file = path.join(incoming, name);
        const info = await fs.stat(file).catch(() => undefined);
        if (!info || Date.now() - info.mtimeMs < ms) continue;
        await fs.rm(file, { force: true });
        removed += 1;
      }
      return removed;
    },
    has: (sha256) =>
      fs.access(place(sha256)).then(
        () => true,
        () => false,
      ),
  };
}

/** Measures what passes: size against the limit, hash, and the first bytes for the type. */
class Meter extends Transform {
  size = 0;
  readonly #hash = createHash('sha256');
  readonly #limit: number;
  readonly #first: Buffer[] = [];
  #firstLength = 0;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.size > this.#limit) {
      done(problem('BODY_TOO_LARGE', { params: { limit: readable(this.#limit) } }));
      return;
    }
    this.#hash.update(chunk);
    if (this.#firstLength < sniffLength) {
      this.#first.push(chunk);
      this.#firstLength += chunk.length;
    }
    done(null, chunk);
  }

  start(): Buffer {
    return Buffer.concat(this.#first);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** A size for people: `10 MiB`. */
export function readable(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  return mib >= 1 ? `${Number(mib.toFixed(1))} MiB` : `${Math.max(1, Math.round(bytes / 1024))} KiB`;
}

async function append(file: string, bytes: Buffer): Promise<void> {
  const handle = await fs.open(file, 'a');
  try {
    await handle.write(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename is durable once the folder is synced. */
async function syncDirectory(dir: string): Promise<void> {
  const handle = await fs.open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
