/** Reasons of revocation 吊销原因 with their CRLReason number (RFC 5280 §5.3.1). */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

const NAMES = new Map<number, RevocationReason>([
  [0, 'unspecified'],
  [1, 'keyCompromise'],
  [2, 'cACompromise'],
  [3, 'affiliationChanged'],
  [4, 'superseded'],
  [5, 'cessationOfOperation'],
  [6, 'certificateHold'],
  [8, 'removeFromCRL'],
  [9, 'privilegeWithdrawn'],
  [10, 'aACompromise'],
]);

/** The reason of a number; numbers nobody defined count as unspecified, because revoked is what matters. */
export function reasonOf(code: number): RevocationReason {
  return NAMES.get(code) ?? 'unspecified';
}

/** One revoked certificate. */
export interface RevokedEntry {
  readonly serial: bigint;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
  /** Since when the key is known or thought to have been misused (RFC 5280 §5.3.2). */
  readonly invalidityDate?: Date;
}
