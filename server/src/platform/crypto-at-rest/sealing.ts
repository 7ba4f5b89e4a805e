import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Personal data at rest: AES-256-GCM under a key outside the database, and a keyed hash to look values up by. */
export interface Sealing {
  /** Id of the key that seals now (first 8 hex digits of a hash of it). */
  readonly keyId: string;
  /** Id of the key of `blindIndex`: the oldest one, so that a new data key does not make stored hashes useless. */
  readonly indexKeyId: string;
  /**
   * Seals a text. `context` (e.g. `account.mobile`) is authenticated: a sealed value moved to another column does not open.
   * Form: `v1.<key id>.<base64url of nonce, tag, ciphertext>`; `v2.` of a long text, compressed (zstd) before it is sealed.
   */
  seal(text: string, context: string): string;
  /** Opens what `seal` made; throws SealError when altered, of another context, or of an unknown key. */
  open(sealed: string, context: string): string;
  /** Keyed hash of a value for equality look-ups (hex, 64 characters). Same value and context, same hash, also after a new data key as long as the oldest is listed. */
  blindIndex(value: string, context: string): string;
  /** A key of 32 bytes derived for another purpose (files, tokens). */
  derive(purpose: string): Buffer;
  /** Derived keys of all data keys by key id, the current first: to read what an older key sealed. */
  deriveAll(purpose: string): ReadonlyMap<string, Buffer>;
}

/** A sealed value that does not open. Carries no data. */
export class SealError extends Error {
  readonly code = 'SEAL_BROKEN';
  constructor(reason: string) {
    super(`a sealed value does not open: ${reason}`);
    this.name = 'SealError';
  }
}

/**
 * From this many bytes on a text is compressed: the state of an order, JSON that repeats itself, shrinks to a third, and
 * fits into its row. What the length then tells of the content is less than what the column tells.
 */
const COMPRESSED_FROM = 1024;
const FORMS = new Set(['v1', 'v2']);

interface Key {
  readonly id: string;
  readonly secret: Buffer;
  /** As an object: bytes would be made into one anew with every text. */
  readonly seal: KeyObject;
}

function keyFrom(secret: string): Key {
  const material = Buffer.from(secret, 'utf8');
  return {
    id: derived(material, 'key id').subarray(0, 4).toString('hex'),
    secret: material,
    seal: createSecretKey(derived(material, 'seal')),
  };
}

function derived(material: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', material, Buffer.alloc(0), `yinxin at rest: ${purpose}`, 32));
}

/** What is authenticated beside the content: the column, and that it is compressed. */
const bound = (form: string, context: string) => Buffer.from(form === 'v1' ? context : `${form}\0${context}`);

/** Opens the key ring: `dataKey` seals, `previous` (newest first) only open; the last of them is the key of the indexes. */
export function sealing(dataKey: string, previous: readonly string[] = []): Sealing {
  const current = keyFrom(dataKey);
  const all = new Map([current, ...previous.map(keyFrom)].map((key) => [key.id, key]));
  const oldest = [...all.values()].at(-1) ?? current;
  const indexKey = createSecretKey(derived(oldest.secret, 'blind index'));
  return {
    keyId: current.id,
    indexKeyId: oldest.id,
    seal(text, context) {
      const nonce = randomBytes(12);
      const plain = Buffer.from(text, 'utf8');
      const isLong = plain.length >= COMPRESSED_FROM;
      const form = isLong ? 'v2' : 'v1';
      const cipher = createCipheriv('aes-256-gcm', current.seal, nonce).setAAD(bound(form, context));
      const body = Buffer.concat([cipher.update(isLong ? zstdCompressSync(plain) : plain), cipher.final()]);
      return `${form}.${current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, id, body] = sealed.split('.');
      if (!version || !FORMS.has(version) || !id || body === undefined) throw new SealError('unknown form');
      const key = all.get(id);
      if (!key) throw new SealError(`key ${id} is not configured`);
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length < 28) throw new SealError('too short');
      const opener = createDecipheriv('aes-256-gcm', key.seal, bytes.subarray(0, 12)).setAAD(bound(version, context));
      opener.setAuthTag(bytes.subarray(12, 28));
      try {
        const plain = Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]);
        return (version === 'v2' ? zstdDecompressSync(plain) : plain).toString('utf8');
      } catch {
        throw new SealError('altered or of another context');
      }
    },
    blindIndex: (value, context) => createHmac('sha256', indexKey).update(`${context}\0${value}`).digest('hex'),
    derive: (purpose) => derived(current.secret, purpose),
    deriveAll: (purpose) => new Map([...all.values()].map((key) => [key.id, derived(key.secret, purpose)])),
  };
}
