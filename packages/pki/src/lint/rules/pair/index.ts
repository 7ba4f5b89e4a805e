import type { Rule } from '../../rule.ts';
import { pairIdentity } from './identity.ts';
import { pairIssuer } from './issuer.ts';
import { pairKey } from './key.ts';
import { pairSerial } from './serial.ts';
import { pairSubject } from './subject.ts';
import { pairUsage } from './usage.ts';
import { pairValidity } from './validity.ts';

export const PAIR_RULES: readonly Rule[] = [
  pairSubject,
  pairKey,
  pairSerial,
  pairUsage,
  pairIssuer,
  pairValidity,
  pairIdentity,
];
