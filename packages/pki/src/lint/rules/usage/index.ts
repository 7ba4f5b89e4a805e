import type { Rule } from '../../rule.ts';
import { purposeAnyCritical } from './purpose-any-critical.ts';
import { purposeConsistent } from './purpose-consistent.ts';
import { purposeEmpty } from './purpose-empty.ts';
import { purposeRepeated } from './purpose-repeated.ts';
import { purposeTimestamp } from './purpose-timestamp.ts';
import { usageAgreementOnly } from './usage-agreement-only.ts';
import { usageCa } from './usage-ca.ts';
import { usageCaMore } from './usage-ca-more.ts';
import { usageCertSign } from './usage-cert-sign.ts';
import { usageCritical } from './usage-critical.ts';
import { usageEmpty } from './usage-empty.ts';
import { usageEncryption } from './usage-encryption.ts';
import { usageMixed } from './usage-mixed.ts';
import { usagePresent } from './usage-present.ts';
import { usagePresentCa } from './usage-present-ca.ts';
import { usageSigning } from './usage-signing.ts';

export const USAGE_RULES: readonly Rule[] = [
  usagePresentCa,
  usagePresent,
  usageCritical,
  usageEmpty,
  usageCertSign,
  usageCa,
  usageCaMore,
  usageMixed,
  usageSigning,
  usageEncryption,
  usageAgreementOnly,
  purposeEmpty,
  purposeRepeated,
  purposeAnyCritical,
  purposeConsistent,
  purposeTimestamp,
];
