import { DEFAULT_CONTAINER } from '@yinxin/token';
import { z } from 'zod';

/* What comes from pages, read before anything else looks at it. */

export const bytes = z
  .base64()
  .min(4)
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
export const serial = z.string().min(1).max(40);
export const container = z
  .string()
  .regex(/^[a-z0-9-]{1,32}$/)
  .default(DEFAULT_CONTAINER);
export const nonce = bytes.refine((value) => value.length >= 32 && value.length <= 256, 'nonce of 32 to 256 bytes');
/** SM3 of a certificate. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Number of an order, as people read it. */
export const order = z.string().trim().min(1).max(60);

const part = z.string().trim().min(1).max(128);
export const subject = z.strictObject({
  C: z.string().regex(/^[A-Z]{2}$/),
  ST: part.exactOptional(),
  L: part.exactOptional(),
  O: part.exactOptional(),
  OU: part.exactOptional(),
  CN: part,
});

export const installation = z.strictObject({
  serial,
  container,
  sign: bytes,
  encrypt: bytes,
  chain: z.array(bytes).min(1).max(8),
  envelopedKey: bytes,
  passwordCard: z.string().min(1).max(40).exactOptional(),
});

/** A question to the holder is asked again with the id of the first answer. */
export const asking = { ask: z.string().nullable().default(null), wait: z.boolean().default(false) };
