import type { Rule } from '../../rule.ts';
import { profileConstraints } from './constraints.ts';
import { profileIdentity } from './identity.ts';
import { profileKey } from './key.ts';
import { profileNoCheck } from './no-check.ts';
import { profilePurpose } from './purpose.ts';
import { profileSelfIssued } from './self-issued.ts';
import { profileStatus } from './status.ts';
import { profileSubject } from './subject.ts';
import { profileSubjectOnly } from './subject-only.ts';
import { profileUsage } from './usage.ts';
import { profileValidity } from './validity.ts';

export const PROFILE_RULES: readonly Rule[] = [
  profileSubject,
  profileSubjectOnly,
  profileValidity,
  profileUsage,
  profilePurpose,
  profileConstraints,
  profileStatus,
  profileIdentity,
  profileSelfIssued,
  profileNoCheck,
  profileKey,
];
