import type { Examples } from '../example.ts';
import { CERTIFICATE_EXAMPLES } from './certificate.ts';
import { CRL_EXAMPLES } from './crl.ts';
import { DER_EXAMPLES } from './der.ts';
import { EXTENSION_EXAMPLES } from './extension.ts';
import { IDENTITY_EXAMPLES } from './identity.ts';
import { ALGORITHM_EXAMPLES, KEY_EXAMPLES } from './key.ts';
import { NAME_EXAMPLES } from './name.ts';
import { OCSP_EXAMPLES } from './ocsp.ts';
import { PAIR_EXAMPLES, PROFILE_EXAMPLES } from './profile.ts';
import { REQUEST_EXAMPLES } from './request.ts';
import { USAGE_EXAMPLES } from './usage.ts';

/** A good and a bad subject for every rule, by its id. */
export const EXAMPLES: Examples = {
  ...DER_EXAMPLES,
  ...NAME_EXAMPLES,
  ...KEY_EXAMPLES,
  ...ALGORITHM_EXAMPLES,
  ...CERTIFICATE_EXAMPLES,
  ...EXTENSION_EXAMPLES,
  ...USAGE_EXAMPLES,
  ...IDENTITY_EXAMPLES,
  ...PROFILE_EXAMPLES,
  ...PAIR_EXAMPLES,
  ...CRL_EXAMPLES,
  ...OCSP_EXAMPLES,
  ...REQUEST_EXAMPLES,
};
