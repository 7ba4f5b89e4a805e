import { coreOf, keyOf } from './name-key.ts';

/** The initials of a name: `江西赣江建设有限公司` is `jxgjjsyxgs`; letters and digits stand for themselves. */
export type Initials = (name: string) => string;

let reader: Promise<Initials> | undefined;

/** Reads names; the dictionary is loaded when it is first asked for. */
export function initialsReader(): Promise<Initials> {
  reader ??= import('pinyin-pro').then(({ pinyin }) => (name) => {
    const read = pinyin(keyOf(name), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' });
    return read
      .join('')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
  });
  return reader;
}

/** A name as it stands in the search table. */
export interface NameEntry {
  readonly key: string;
  readonly initials: string;
  /** Initials of the part that tells companies apart. */
  readonly core: string;
}

export function entryOf(name: string, initials: Initials): NameEntry {
  const key = keyOf(name);
  return { key, initials: initials(key), core: initials(coreOf(key)) };
}
