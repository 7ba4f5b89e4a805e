import type { BROWSERS, Downloads, SYSTEMS } from '@yinxin/programme';

/** What a browser says about itself and the system below; null where it does not say. */
export interface Detected {
  readonly system: {
    readonly family: (typeof SYSTEMS)[number];
    readonly version: string | null;
    readonly bits: 32 | 64;
  } | null;
  readonly browser: { readonly family: (typeof BROWSERS)[number]; readonly version: number } | null;
}

type System = NonNullable<Detected['system']>;

/** Reads the user agent. Telephones and tablets are no system that a key can be put into. */
export function detect(userAgent: string): Detected {
  return { system: systemOf(userAgent), browser: browserOf(userAgent) };
}

function systemOf(ua: string): System | null {
  if (/Android|iPhone|iPad|HarmonyOS|Mobile/i.test(ua)) return null;
  const windows = /Windows NT (\d+\.\d+)/.exec(ua);
  if (windows) {
    const bits = /Win64|x64|WOW64|ARM64/i.test(ua) ? 64 : 32;
    return { family: 'windows', version: windows[1] ?? null, bits };
  }
  const mac = /Mac OS X (\d+)[_.](\d+)/.exec(ua);
  if (mac) return { family: 'macos', version: `${mac[1]}.${mac[2]}`, bits: 64 };
  if (/Linux/.test(ua))
    return { family: 'linux', version: null, bits: /x86_64|aarch64|loongarch64/.test(ua) ? 64 : 32 };
  return null;
}

/** The narrower name first: an Edge says that it is a Chrome too. */
const BROWSER_MARKS = [
  ['edge', /Edg\/(\d+)/],
  ['internet-explorer', /(?:MSIE |Trident.*rv:)(\d+)/],
  ['firefox', /Firefox\/(\d+)/],
  ['chrome', /Chrom(?:e|ium)\/(\d+)/],
  ['safari', /Version\/(\d+).*Safari/],
] as const;

function browserOf(ua: string): Detected['browser'] {
  for (const [family, mark] of BROWSER_MARKS) {
    const version = mark.exec(ua)?.[1];
    if (version !== undefined) return { family, version: Number(version) };
  }
  return null;
}

export type Package = Downloads['packages'][number];

/** What the page proposes. Only what the programme names is ever called supported (IT-36). */
export interface Proposal {
  /** The package for this system; null when it is not supported or not known. */
  readonly fits: Package | null;
  readonly system: 'supported' | 'version' | 'bits' | 'unsupported' | 'unknown';
  readonly browser: 'supported' | 'too-old' | 'unsupported' | 'unknown';
}

export function propose({ packages, browsers }: Downloads, { system, browser }: Detected): Proposal {
  const known = browser && browsers.find((one) => one.browser === browser.family);
  const browserIs =
    browser === null ? 'unknown' : !known ? 'unsupported' : browser.version < known.from ? 'too-old' : 'supported';
  return { ...systemIs(packages, system), browser: browserIs };
}

function systemIs(packages: readonly Package[], system: System | null): Pick<Proposal, 'fits' | 'system'> {
  if (system === null) return { fits: null, system: 'unknown' };
  const family = packages.filter((one) => one.system === system.family);
  if (family.length === 0) return { fits: null, system: 'unsupported' };
  const version = family.filter(
    ({ versions }) => versions === undefined || (system.version !== null && versions.includes(system.version)),
  );
  if (version.length === 0) return { fits: null, system: 'version' };
  const fits = version.find(({ bits }) => bits.includes(system.bits)) ?? null;
  return { fits, system: fits ? 'supported' : 'bits' };
}
