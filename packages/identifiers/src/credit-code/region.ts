import categories from './categories.json' with { type: 'json' };
import regions from './regions.json' with { type: 'json' };

/** A name in both interface languages. */
export interface Named {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

type Table = ReadonlyMap<string, Omit<Named, 'code'>>;
const REGIONS: Table = new Map(Object.entries(regions));
const CATEGORIES: Table = new Map(Object.entries(categories));

function named(table: Table, code: string): Named | undefined {
  const entry = table.get(code);
  return entry && { code, ...entry };
}

const ORGANISATION_CODE = 9;

/**
 * Where the code was registered: positions 3–8 (GB/T 2260). Province by two digits, city by four (Jiangxi only).
 * Province `10` stands for registration with the national authority. Unknown parts are left out. An organisation code
 * (GB 11714) stands alone of a branch without a credit code; it has no region.
 */
export function region(code: string): { readonly code: string; readonly province?: Named; readonly city?: Named } {
  const six = code.length === ORGANISATION_CODE ? '' : code.slice(2, 8);
  const province = named(REGIONS, six.slice(0, 2));
  const city = named(REGIONS, six.slice(0, 4));
  return { code: six, ...(province ? { province } : {}), ...(city ? { city } : {}) };
}

/** Registering authority and kind of organisation from the first two characters (GB 32100-2015, 4.1 and 4.2). */
export function category(code: string): { readonly authority?: Named; readonly kind?: Named } {
  const authority = named(CATEGORIES, code.slice(0, 1));
  const kind = named(CATEGORIES, code.slice(0, 2));
  return { ...(authority ? { authority } : {}), ...(kind ? { kind } : {}) };
}

/** True when the code was registered in the region, given as leading digits: `36` Jiangxi, `3601` Nanchang. JX-22. */
export function isIn(code: string, provincePrefix: string): boolean {
  return code.slice(2, 8).startsWith(provincePrefix);
}

/** The code in four groups for confirmation by eye, e.g. `91 360100 MA35XXXXX C`. JX-04. */
export function group(code: string): string {
  return [code.slice(0, 2), code.slice(2, 8), code.slice(8, 17), code.slice(17)]
    .filter((part) => part !== '')
    .join(' ');
}
