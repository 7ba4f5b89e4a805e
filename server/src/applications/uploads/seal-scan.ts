import { type ClaimedSeal, type CleanedScan, cleanScan, SealError } from '@yinxin/seal';
import type { FileStore } from '../../platform/index.ts';
import type { SealScan } from '../engine/state.ts';
import { refusal } from '../problems.ts';
import texts from './seal-scan.json' with { type: 'json' };

/** What a key of a medium takes at most (`SEAL_LIMITS` of `@yinxin/token`). */
const MOST_BYTES = 200 * 1024;

/** The usual size of a seal of its kind; what a scan with a resolution says of itself goes before it. */
function claimedOf(sort: string | undefined): ClaimedSeal {
  return sort === 'invoice' ? { shape: 'oval', width: 40, height: 30 } : { shape: 'round', width: 40, height: 40 };
}

/**
 * Cuts the seal out of an uploaded scan and keeps the picture. Throws SEAL_SCAN_UNUSABLE in plain words for what cannot
 * become a seal: no red in it, too small, too dark, cut off, several, or no picture at all.
 */
export async function scannedSeal(
  files: Pick<FileStore, 'putBytes'>,
  bytes: Uint8Array,
  sort: string | undefined,
): Promise<SealScan> {
  const { findings, png, millimetres, good } = await cleaned(bytes, claimedOf(sort));
  const error = findings.find(({ severity }) => severity === 'error');
  if (error) throw unusable(error.code);
  if (!good || !png || !millimetres) throw unusable('SIZE_UNKNOWN');
  if (png.length > MOST_BYTES) throw unusable('TOO_LARGE');
  const { sha256 } = await files.putBytes(png);
  return { file: sha256, ...millimetres, warnings: findings.map(({ code }) => code) };
}

async function cleaned(bytes: Uint8Array, claimed: ClaimedSeal): Promise<CleanedScan> {
  try {
    return await cleanScan(bytes, { claimed });
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    const large = cause.code === 'SCAN_TOO_LARGE' || cause.code === 'SCAN_TOO_MANY_PIXELS';
    throw Object.assign(unusable(large ? 'TOO_LARGE' : 'UNREADABLE'), { cause });
  }
}

const unusable = (why: keyof typeof texts) =>
  refusal('SEAL_SCAN_UNUSABLE', { why: texts[why].why, next: texts[why].next }, 'file');
