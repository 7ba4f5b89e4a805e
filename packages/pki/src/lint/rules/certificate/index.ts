import type { Rule } from '../../rule.ts';
import { certIssuerEmpty } from './issuer-empty.ts';
import { certIssuerName } from './issuer-name.ts';
import { certSerialEntropy } from './serial-entropy.ts';
import { certSerialLength } from './serial-length.ts';
import { certSerialPositive } from './serial-positive.ts';
import { certSerialShort } from './serial-short.ts';
import { certSerialZero } from './serial-zero.ts';
import { certStructure } from './structure.ts';
import { certSubjectEmpty } from './subject-empty.ts';
import { certTimeGeneralized } from './time-generalized.ts';
import { certTimeType } from './time-type.ts';
import { certTimeUtc } from './time-utc.ts';
import { certUniqueIds } from './unique-ids.ts';
import { certValidityIssuer } from './validity-issuer.ts';
import { certValidityNow } from './validity-now.ts';
import { certValidityOrder } from './validity-order.ts';
import { certVersion } from './version.ts';

export const CERTIFICATE_RULES: readonly Rule[] = [
  certStructure,
  certVersion,
  certSerialPositive,
  certSerialZero,
  certSerialLength,
  certSerialShort,
  certSerialEntropy,
  certIssuerEmpty,
  certSubjectEmpty,
  certTimeType,
  certTimeUtc,
  certTimeGeneralized,
  certValidityOrder,
  certValidityIssuer,
  certValidityNow,
  certUniqueIds,
  certIssuerName,
];
