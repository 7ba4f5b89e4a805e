import type { TokenStatus } from '@yinxin/token';

/** What the client offers a holder, by its three places: home 主页, renewal 证书续期, own certificates 我的证书 (PA-05). */
export const SECTIONS = {
  home: ['activate', 'seal', 'install-seal'],
  renewal: ['renew', 'install'],
  own: ['forgotten', 'guides'],
} as const;
export type SectionCode = keyof typeof SECTIONS;
export type EntryCode = (typeof SECTIONS)[SectionCode][number];

/** Pages of the hall at which each begins. */
const PATHS: Readonly<Record<EntryCode, string>> = {
  activate: '/orders',
  seal: '/certificates',
  'install-seal': '/orders',
  renew: '/certificates',
  install: '/orders',
  forgotten: '/certificates',
  guides: '/certificate-test',
};

export interface Entry {
  readonly code: EntryCode;
  /** Address in the hall; null while it cannot be begun. */
  readonly href: string | null;
}

/**
 * The entries with the plugged-in key: nothing is offered without a key and a hall that was let in. A locked key can only
 * be given a new PIN (PA-37, IT-17). What finds out why a key does not work is offered with any key or none.
 */
export function sectionsFor(
  medium: Pick<TokenStatus, 'state'> | null,
  halls: readonly string[],
): readonly { readonly code: SectionCode; readonly entries: readonly Entry[] }[] {
  const [hall] = halls;
  const offered = (code: EntryCode) => {
    if (code === 'guides') return true;
    if (medium?.state === 'locked') return code === 'forgotten';
    return medium?.state === 'made';
  };
  const href = (code: EntryCode) => (hall !== undefined && offered(code) ? `${hall}${PATHS[code]}` : null);
  const section = (code: SectionCode) => ({
    code,
    entries: SECTIONS[code].map((entry): Entry => ({ code: entry, href: href(entry) })),
  });
  return [section('home'), section('renewal'), section('own')];
}
