/** Words every company's name ends with: they find everybody, so they find nobody. */
const FORMS = /(股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团|公司)$/;

/** A name as names are compared: compatibility forms, lower case, only letters and digits. */
export const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The part of a key that tells companies apart. */
export const coreOf = (key: string): string => key.replace(FORMS, '');

const windows = (text: string, length: number): string[] => {
  const characters = [...text];
  return Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, i) =>
    characters.slice(i, i + length).join(''),
  );
};

/** What a part of a name is looked up by: every two neighbouring characters of its core. */
export const nameGrams = (key: string): string[] => [...new Set(windows(coreOf(key), 2))];

/** What a part of pinyin initials is looked up by: every three neighbours. */
export const initialGrams = (initials: string): string[] => [...new Set(windows(initials, 3))];
