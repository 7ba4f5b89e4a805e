/** A pair as the rules of revocation see it. */
export interface PairState {
  readonly revoked: boolean;
  readonly expired: boolean;
  readonly openRequest: boolean;
}

export type RevocationRefusal = 'CERTIFICATE_ALREADY_REVOKED' | 'CERTIFICATE_EXPIRED' | 'REVOCATION_ALREADY_ASKED';

/** Whether a revocation may be asked for; null when it may. */
export function refusesRequest(pair: PairState): RevocationRefusal | null {
  if (pair.revoked) return 'CERTIFICATE_ALREADY_REVOKED';
  if (pair.expired) return 'CERTIFICATE_EXPIRED';
  if (pair.openRequest) return 'REVOCATION_ALREADY_ASKED';
  return null;
}

/** Whether this person may decide the request; null when they may. Nobody decides what they entered themselves. */
export function refusesDecision(
  request: { readonly status: 'open' | 'done' | 'refused'; readonly requestedBy: string },
  decider: string,
): 'REVOCATION_DECIDED' | 'REVOCATION_OWN_REQUEST' | null {
  if (request.status !== 'open') return 'REVOCATION_DECIDED';
  return request.requestedBy === decider ? 'REVOCATION_OWN_REQUEST' : null;
}
