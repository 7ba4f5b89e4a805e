import type { StoreAlgorithm } from '@yinxin/keystore';
import type { NameParts } from '@yinxin/pki';

/** Names the authority's certificates carry. */
export interface AuthorityNames {
  readonly root: NameParts;
  readonly issuing: NameParts;
}

/** How a name tells the kind of its key. */
const SHOWN: Readonly<Record<StoreAlgorithm, string>> = {
  sm2: 'SM2',
  'ecdsa-p256': 'P-256',
  'rsa-3072': 'RSA',
  'rsa-4096': 'RSA',
};

/** Names nobody can take for a real authority's. */
export const SANDBOX_NAMES: AuthorityNames = namesOf('印信沙箱（仅供试用，无法律效力）', 'Yinxin Sandbox');

/** Names of a real authority: its registered name and a short prefix, e.g. `Example CA`. */
export function namesOf(organisation: string, prefix: string, algorithm: StoreAlgorithm = 'sm2'): AuthorityNames {
  const name = (CN: string): NameParts => ({ C: 'CN', O: organisation, CN });
  return {
    root: name(`${prefix} Root CA (${SHOWN[algorithm]})`),
    issuing: name(`${prefix} Issuing CA (${SHOWN[algorithm]})`),
  };
}
