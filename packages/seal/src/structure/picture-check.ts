import { inspectPicture, pictureFormat } from '../picture/inspect.ts';
import type { SealPicture } from './types.ts';
import type { SealFinding } from './verify.ts';

/** Sides of seals on paper in millimetres: a name seal of a person is 10, the largest seal of a ministry 50 wide. */
const USUAL = { least: 8, most: 80 } as const;
/** How far the proportions in pixels may be off those in whole millimetres. */
const PROPORTION_SLACK = 0.08;

/** Whether the picture is what the seal says it is: kind, size on paper, proportions. */
export function pictureFindings({ type, data, width, height }: SealPicture): SealFinding[] {
  const found: SealFinding[] = [];
  const expected = pictureFormat(type);
  const facts = inspectPicture(data);
  if (expected === undefined) found.push({ code: 'PICTURE_TYPE_UNKNOWN', severity: 'warning', because: type });
  else if (facts?.format !== expected) {
    found.push({ code: 'PICTURE_TYPE_DIFFERS', severity: 'error', because: facts?.format ?? 'none' });
  }
  if (Math.min(width, height) < USUAL.least || Math.max(width, height) > USUAL.most) {
    found.push({ code: 'PICTURE_SIZE_UNUSUAL', severity: 'warning' });
  }
  if (facts?.pixels !== undefined) {
    const skew = (facts.pixels.width * height) / (facts.pixels.height * width);
    if (!(Math.abs(skew - 1) <= PROPORTION_SLACK)) found.push({ code: 'PICTURE_PROPORTIONS', severity: 'warning' });
  }
  return found;
}
