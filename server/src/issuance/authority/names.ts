import type { NameParts } from '@yinxin/pki';

/** Names the authority's certificates carry. */
export interface AuthorityNames {
  readonly root: NameParts;
  readonly issuing: NameParts;
}

/** Names nobody can take for a real authority's. */
export const SANDBOX_NAMES: AuthorityNames = namesOf('印信沙箱（仅供试用，无法律效力）', 'Yinxin Sandbox');

/** Names of a real authority: its registered name and a short prefix, e.g. `Example CA`. */
export function namesOf(organisation: string, prefix: string): AuthorityNames {
  const name = (CN: string): NameParts => ({ C: 'CN', O: organisation, CN });
  return {
    root: name(`${prefix} Root CA (SM2)`),
    issuing: name(`${prefix} Issuing CA (SM2)`),
  };
}
