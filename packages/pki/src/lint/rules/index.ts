import type { Rule } from '../rule.ts';
import { ALGORITHM_RULES } from './algorithm/index.ts';
import { CERTIFICATE_RULES } from './certificate/index.ts';
import { CRL_RULES } from './crl/index.ts';
import { DER_RULES } from './der/index.ts';
import { EXTENSION_RULES } from './extension/index.ts';
import { FILE_RULES } from './file/index.ts';
import { IDENTITY_RULES } from './identity/index.ts';
import { KEY_RULES } from './key/index.ts';
import { NAME_RULES } from './name/index.ts';
import { OCSP_RULES } from './ocsp/index.ts';
import { PAIR_RULES } from './pair/index.ts';
import { PROFILE_RULES } from './profile/index.ts';
import { REQUEST_RULES } from './request/index.ts';
import { USAGE_RULES } from './usage/index.ts';

/** Every rule, in the order of the catalogue. */
export const RULES: readonly Rule[] = [
  ...FILE_RULES,
  ...DER_RULES,
  ...NAME_RULES,
  ...KEY_RULES,
  ...ALGORITHM_RULES,
  ...CERTIFICATE_RULES,
  ...EXTENSION_RULES,
  ...USAGE_RULES,
  ...IDENTITY_RULES,
  ...PROFILE_RULES,
  ...PAIR_RULES,
  ...CRL_RULES,
  ...OCSP_RULES,
  ...REQUEST_RULES,
];
