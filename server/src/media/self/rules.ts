import type { MediumReport } from './reported.ts';

/** What an order may ask of whoever installs. */
export type InstallProof = 'password-card' | 'code' | 'update-codes';
export type CodePurpose = 'install' | 'activation' | 'unlock' | 'update';
/** Steps whose wrong tries are counted, each for its order. */
export type GuardedStep = 'install' | 'activation' | 'unlock';
/** Steps that end with one medium having proven itself. */
export type ProvenStep = 'activation' | 'unlock' | 'seal';
export type ChallengePurpose = 'install' | 'recovery' | ProvenStep;

/** Wrong tries until a step is locked; only staff open it again. */
export const MOST_TRIES = 5;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** How long proofs hold for one installation, so that an interruption does not ask for them again. */
export const PROOF_HOLDS_MS = 30 * MINUTE;
export const NONCE_MS = 10 * MINUTE;
/** Between two codes of one purpose. */
export const RESEND_SECONDS = 60;

/**
 * Digits of a code and how long it works. Codes of a step done at once are short and soon over; those that travel ahead
 * of a parcel or wait for a free hour are long. Resending makes the one before void.
 */
export const CODES: Readonly<Record<CodePurpose, { readonly digits: number; readonly holdsMs: number }>> = {
  install: { digits: 6, holdsMs: 10 * MINUTE },
  unlock: { digits: 6, holdsMs: 10 * MINUTE },
  activation: { digits: 8, holdsMs: 30 * DAY },
  update: { digits: 8, holdsMs: 90 * DAY },
};

/** A code as typed: full width allowed, spaces and hyphens of grouping ignored. */
export function typedCode(input: string): string {
  return input.normalize('NFKC').replace(/[\s-]/g, '');
}

/** A code's row as far as its standing goes. */
export interface CodeState {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly voidedAt: Date | null;
}

/** Whether a code may still be tried. */
export function isAlive(code: CodeState, now: Date): boolean {
  return code.usedAt === null && code.voidedAt === null && now < code.expiresAt;
}

export type InstallStatus = 'waiting' | 'begun' | 'issued' | 'installed';

export type MediumRefusal =
  | 'SELF_MEDIUM_SPOILED'
  | 'SELF_MEDIUM_LOCKED'
  | 'SELF_MEDIUM_NOT_BLANK'
  | 'SELF_KEY_LOST'
  | 'SELF_INSTALL_DONE';

/**
 * Whether certificates may go into the medium as its assistant reports it (BJ-22); null when they may. `ours`: the medium
 * was personalised for this order before, so a first PIN in it is no sign of another owner.
 */
export function refusesMedium(
  kind: 'provided' | 'same',
  status: InstallStatus,
  { state, personalised }: MediumReport,
  ours: boolean,
): MediumRefusal | null {
  if (status === 'installed') return 'SELF_INSTALL_DONE';
  if (state === 'spoiled') return 'SELF_MEDIUM_SPOILED';
  if (kind === 'same') {
    if (state === 'locked') return 'SELF_MEDIUM_LOCKED';
    return state === 'made' ? null : 'SELF_KEY_LOST';
  }
  switch (status) {
    case 'waiting':
      return state === 'blank' && (!personalised || ours) ? null : 'SELF_MEDIUM_NOT_BLANK';
    case 'begun':
      // Its password was mistyped too often: the key is still the order's.
      if (state === 'locked') return 'SELF_MEDIUM_LOCKED';
      return state === 'blank' ? null : 'SELF_MEDIUM_NOT_BLANK';
    case 'issued':
      if (state === 'locked') return 'SELF_MEDIUM_LOCKED';
      // The key of the certificates that exist was made under the first PIN; without it, it is gone.
      return state === 'made' || personalised ? null : 'SELF_KEY_LOST';
  }
}

/** What is in a package, as product and channel have it. */
export interface PackageTerms {
  /** `blank`: a medium for the holder to write; `made`: one with certificates in it. */
  readonly medium: 'blank' | 'made';
  readonly passwordCard: boolean;
}
export type PackageItem = 'wrapper' | 'medium' | 'password-card' | 'instructions';

/** The contents of a package (BJ-01 to BJ-03): derived, never typed. */
export function packageOf({ medium, passwordCard }: PackageTerms): readonly PackageItem[] {
  const card: readonly PackageItem[] = passwordCard ? ['password-card'] : [];
  return medium === 'made' ? ['wrapper', 'medium', ...card, 'instructions'] : ['medium', ...card];
}
