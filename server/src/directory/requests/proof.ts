import { type FileStore, problem as platformProblem, type UploadedFile } from '../../platform/index.ts';
import { problem } from '../problems.ts';

/** What proof may be, by its content. */
export const PROOF_TYPES: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png'];
export const MOST_FILES = 5;
const MOST_PIXELS = 100_000_000;

/** A proof kept with a request. */
export interface Proof {
  readonly sha256: string;
  readonly type: string;
  readonly name: string;
}

async function isReadable(bytes: Buffer, type: string): Promise<boolean> {
  if (type === 'application/pdf') {
    const tail = bytes.subarray(-2048).toString('latin1');
    return tail.includes('%%EOF') && !bytes.includes('/Encrypt');
  }
  try {
    const { default: sharp } = await import('sharp');
    // Decodes every pixel: a picture cut off in the middle is found.
    await sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS }).stats();
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks uploaded proofs by content: PDF, JPEG or PNG, openable, at most five.
 * Throws FILE_TYPE_REFUSED, FILE_UNREADABLE, TOO_MANY_FILES.
 */
export async function checkProofs(files: FileStore, uploaded: readonly UploadedFile[]): Promise<Proof[]> {
  if (uploaded.length > MOST_FILES) throw problem('TOO_MANY_FILES', { params: { most: MOST_FILES } });
  const proofs: Proof[] = [];
  for (const { sha256, type, name } of uploaded) {
    if (!PROOF_TYPES.includes(type)) {
      const params = { found: type, allowed: PROOF_TYPES.join(', ') };
      throw platformProblem('FILE_TYPE_REFUSED', { field: 'file', params });
    }
    if (!(await isReadable(await files.read(sha256), type))) {
      throw problem('FILE_UNREADABLE', { field: 'file', params: { name } });
    }
    proofs.push({ sha256, type, name });
  }
  return proofs;
}
