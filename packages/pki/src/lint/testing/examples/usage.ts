import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { authority, type Examples, encrypting, issued } from '../example.ts';
import { CA, ext, purposes, raw, responderParts, usage } from '../plant.ts';

const good = issued();
const goodCa = authority();
const bits = (...content: readonly number[]) => issued({ extensions: { usage: usage(...content) } });
const ca = (...content: readonly number[]) => authority({ extensions: { ...CA, usage: usage(...content) } });
const purpose = (critical: boolean, ...oids: readonly string[]) =>
  issued({ extensions: { purposes: purposes(critical, ...oids) } });
const responder = issued(responderParts);

export const USAGE_EXAMPLES: Examples = {
  'usage-present-ca': { good: goodCa, bad: authority({ extensions: { ...CA, usage: undefined } }) },
  'usage-present': { good, bad: issued({ extensions: { usage: undefined } }) },
  'usage-critical': {
    good,
    bad: issued({ extensions: { usage: ext(LINT_OID.keyUsage, false, der.tlv(0x03, raw(6, 0xc0))) } }),
  },
  'usage-empty': { good, bad: bits(0) },
  'usage-cert-sign': { good: goodCa, bad: bits(1, 0x06) },
  'usage-ca': { good: goodCa, bad: ca(2, 0x04) },
  'usage-ca-more': { good: goodCa, bad: ca(1, 0x86) },
  'usage-mixed': { good, bad: bits(3, 0xf8) },
  'usage-signing': { good, bad: bits(7, 0x80) },
  'usage-encryption': { good: encrypting(), bad: encrypting({ extensions: { usage: usage(4, 0x30) } }) },
  'usage-agreement-only': { good: bits(0, 0x09), bad: bits(0, 0x21) },
  'purpose-empty': { good: responder, bad: purpose(false) },
  'purpose-repeated': { good: responder, bad: purpose(false, '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.2') },
  'purpose-any-critical': { good: purpose(false, LINT_OID.anyPurpose), bad: purpose(true, LINT_OID.anyPurpose) },
  'purpose-consistent': {
    good: responder,
    bad: encrypting({ extensions: { purposes: purposes(false, LINT_OID.ocspSigning) } }),
  },
  'purpose-timestamp': { good: purpose(true, LINT_OID.timeStamping), bad: purpose(false, LINT_OID.timeStamping) },
};
