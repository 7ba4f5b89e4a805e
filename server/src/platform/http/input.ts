import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { FileStore } from '../files/index.ts';
import { Problem, problem, problemByCode } from '../problems/index.ts';
import type { UploadedFile } from './endpoint.ts';

/** Parses one part of the input; throws INPUT_INVALID, or the problem whose code the schema gives as its message. */
export function parsePart(part: 'params' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  refuseUnstorable(value, part);
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = [part, ...(issue?.path ?? [])].join('.');
  const reason = issue?.message ?? 'invalid';
  const params = { path, reason };
  // A schema may name its own problem: z.string().regex(…, 'MOBILE_INVALID').
  const own = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(reason) ? problemByCode(reason, { field: path, params }) : undefined;
  throw own ?? problem('INPUT_INVALID', { field: path, params });
}

/** No input of the contract is nested deeper. */
const deepest = 16;

/** A day that the contract takes for one; PostgreSQL knows no year 0. */
const yearNought = /^0000-\d\d-\d\d(T|$)/;

/** NUL, lone surrogates and the year 0 cannot be stored by PostgreSQL; nobody types them, nor thousands of brackets. */
function refuseUnstorable(value: unknown, path: string, depth = 0): void {
  if (depth > deepest) {
    throw problem('INPUT_INVALID', {
      field: path.slice(0, 100),
      params: { path: path.slice(0, 100), reason: 'nested too deeply' },
    });
  }
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed() || yearNought.test(value)) {
      throw problem('INPUT_INVALID', { field: path, params: { path, reason: 'a character that cannot be stored' } });
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorable(key, path, depth + 1);
      refuseUnstorable(inner, `${path}.${key}`, depth + 1);
    }
  }
}

/** Most files in one upload. */
const mostFiles = 20;

/**
 * Reads a multipart request: files stored as they arrive, the JSON of the field `data`.
 * Throws FILE_MISSING, BODY_TOO_LARGE, BODY_UNREADABLE.
 */
export async function readUpload(
  request: FastifyRequest,
  files: FileStore,
  upload: 'one-file' | 'files',
  maxBytes: number,
): Promise<{ readonly data: unknown; readonly files: readonly UploadedFile[] }> {
  if (!request.isMultipart()) throw problem('BODY_UNREADABLE');
  const most = upload === 'one-file' ? 1 : mostFiles;
  const stored: UploadedFile[] = [];
  let data: unknown;
  try {
    // Our own meter refuses too large files; the parser's limit only cuts what comes after it.
    for await (const part of request.parts({
      limits: { files: most, fields: 5, fieldSize: 200_000, fileSize: maxBytes + 1 },
    })) {
      if (part.type === 'file') {
        const file = await files.put(part.file, { maxBytes });
        stored.push({ ...file, name: cleanName(part.filename) });
      } else if (part.fieldname === 'data') data = JSON.parse(z.string().parse(part.value));
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw problem('BODY_UNREADABLE', { cause: error });
  }
  if (stored.length === 0) throw problem('FILE_MISSING');
  return { data, files: stored };
}

/** Characters of a file name that are kept. */
const longestName = 200;

/** A file name for people: the last path segment without control or bidirectional-override characters. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const cleaned = last.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim();
  // By characters: half of one cannot be stored nor sent in a header. The ending stays, it is compared with the content.
  const letters = [...cleaned];
  if (letters.length <= longestName) return cleaned || 'file';
  return [...letters.slice(0, longestName - 11), '…', ...letters.slice(-10)].join('');
}
