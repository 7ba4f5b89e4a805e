import { equalBytes } from '@yinxin/gm';
import { z } from 'zod';
import { TokenError } from './errors.ts';

/** Characters that change or hide what is read: controls besides line ends and tabs, widthless ones, turns of direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const text = z
  .string()
  .max(2000)
  .refine((one) => !UNSEEN.test(one));
const both = z.strictObject({ zh: text, en: text });
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a holder signs in place of a stamped form (电子签名的申请): everything the form would say, in words that are shown
 * before the PIN is typed. Signed bytes are its canonical JSON (RFC 8785), so what is shown is what is signed.
 */
export const applicationDocument = z.strictObject({
  format: z.literal('yinxin-application:1'),
  /** The web origin of the hall it is meant for. */
  origin: z.string().max(200),
  programme: both,
  project: both,
  business: both,
  /** Number of the order, as people read it, and the version of its data. */
  order: z.string().min(1).max(60),
  dataVersion: z.int().positive(),
  organisation: z.strictObject({ name: text, creditCode: text }),
  /** SM3 of the signing certificate that signs. */
  certificate: digest,
  /** `text` is `value` for people: the label of a choice. */
  fields: z.array(z.strictObject({ code: text, label: both, value: text, text: both })).max(200),
  /** Papers uploaded with it, by SHA-256. */
  materials: z.array(z.strictObject({ code: text, label: both, name: text, sha256: digest })).max(100),
});
export type ApplicationDocument = z.infer<typeof applicationDocument>;

const MOST_BYTES = 256 * 1024;

/** RFC 8785: members sorted by name, no white space. Numbers here are integers, which JSON writes one way only. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

/** The bytes that are signed. Throws `E_TBS_MISMATCH` for what is no such document, or is too long. */
export function writeApplication(document: ApplicationDocument): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(canonical(document), 'utf8'));
  readApplication(bytes);
  return bytes;
}

/** Reads what is to be signed, or was. Throws `E_TBS_MISMATCH` unless it is such a document in its only encoding. */
export function readApplication(bytes: Uint8Array): ApplicationDocument {
  const read = applicationDocument.safeParse(bytes.length <= MOST_BYTES ? parsed(bytes) : undefined);
  if (!read.success || !equalBytes(Buffer.from(canonical(read.data), 'utf8'), bytes)) {
    throw new TokenError({ code: 'E_TBS_MISMATCH' });
  }
  return read.data;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
