import { type DerReader, der } from '@yinxin/pki';
import { refusing, SealError } from '../errors.ts';
import { TAG } from './tags.ts';
import type { SealStandard } from './types.ts';

/**
 * Writes a time: UTCTime for GM/T 0031-2014, GeneralizedTime since; whole seconds. Throws `SEAL_TIME` for what cannot be
 * written so (from 2050 on in the old form).
 */
export function encodeSealTime(standard: SealStandard, date: Date): Uint8Array {
  return refusing('SEAL_TIME', () => {
    if (standard !== 'GM/T 0031-2014') return der.generalizedTime(date);
    const encoded = der.time(date);
    if (encoded[0] !== TAG.UTC_TIME) throw new SealError('SEAL_TIME', 'GM/T 0031-2014 knows no years but 1950 to 2049');
    return encoded;
  });
}

const SHAPES = {
  [TAG.UTC_TIME]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.(\d{1,9}))?Z$/,
  [TAG.GENERALIZED_TIME]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.(\d{1,9}))?Z$/,
} as const;

/**
 * Reads UTCTime or GeneralizedTime in UTC. Seals in use leave the seconds out or add a fraction, and mix the two kinds:
 * all of it is read in every version. Throws `SEAL_TIME`.
 */
export function readSealTime(reader: DerReader): Date {
  const { tag, content, at } = reader.any();
  if (tag !== TAG.UTC_TIME && tag !== TAG.GENERALIZED_TIME) throw new SealError('SEAL_TIME', 'expected a time', { at });
  const text = new TextDecoder('latin1').decode(content.subarray(0, 40));
  const [, year = '', month, day, hour, minute, second = '00', fraction = ''] = SHAPES[tag].exec(text) ?? [];
  const full = year.length === 2 ? `${Number(year) >= 50 ? '19' : '20'}${year}` : year;
  const iso = `${full}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const date = new Date(iso);
  // 30 February becomes 2 March in some runtimes: what was read must be what was written.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) {
    throw new SealError('SEAL_TIME', 'no such time', { at });
  }
  return date;
}
