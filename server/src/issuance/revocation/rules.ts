/** Where a certificate stands; being expired is another matter, told by its dates. */
export const STANDINGS = ['good', 'suspended', 'revoked'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What may be done to it: revoke 吊销, suspend 停用, resume 恢复. */
export const ACTS = ['revoke', 'suspend', 'resume'] as const;
export type StatusAct = (typeof ACTS)[number];

/** The state table: good ⇄ suspended → revoked, and revoked is the end. `null`: not from here. */
export const TRANSITIONS: Readonly<Record<Standing, Readonly<Record<StatusAct, Standing | null>>>> = {
  good: { revoke: 'revoked', suspend: 'suspended', resume: null },
  suspended: { revoke: 'revoked', suspend: null, resume: 'good' },
  revoked: { revoke: null, suspend: null, resume: null },
};

/** The standing a row of `revocation` says (RFC 5280 §5.3.1); without a row it is good. */
export function standingOf(reason: string | null): Standing {
  switch (reason) {
    case null:
    case 'removeFromCRL':
      return 'good';
    case 'certificateHold':
      return 'suspended';
    default:
      return 'revoked';
  }
}

/** A pair as the rules of status see it: the standing of each of its certificates. */
export interface PairState {
  readonly standings: readonly Standing[];
  readonly expired: boolean;
  readonly openRequest: boolean;
}

export type StatusRefusal =
  | 'CERTIFICATE_ALREADY_REVOKED'
  | 'CERTIFICATE_ALREADY_SUSPENDED'
  | 'CERTIFICATE_NOT_SUSPENDED'
  | 'CERTIFICATE_EXPIRED'
  | 'REVOCATION_ALREADY_ASKED';

/** Whether an act may be asked for; null when it may. It must change something for at least one of the pair. */
export function refusesRequest(act: StatusAct, pair: PairState): StatusRefusal | null {
  if (pair.standings.every((standing) => standing === 'revoked')) return 'CERTIFICATE_ALREADY_REVOKED';
  if (pair.standings.every((standing) => TRANSITIONS[standing][act] === null)) {
    return act === 'resume' ? 'CERTIFICATE_NOT_SUSPENDED' : 'CERTIFICATE_ALREADY_SUSPENDED';
  }
  if (pair.expired) return 'CERTIFICATE_EXPIRED';
  if (pair.openRequest) return 'REVOCATION_ALREADY_ASKED';
  return null;
}

/** Whether an invalidity date can be: not in the future, not before the certificate began. */
export function refusesInvalidity(date: Date, notBefore: Date, now: Date): 'INVALIDITY_DATE_WRONG' | null {
  return date > now || date < notBefore ? 'INVALIDITY_DATE_WRONG' : null;
}

/** Whether this person may decide the request; null when they may. Nobody decides what they entered themselves. */
export function refusesDecision(
  request: { readonly status: 'open' | 'done' | 'refused'; readonly requestedBy: string },
  decider: string,
): 'REVOCATION_DECIDED' | 'REVOCATION_OWN_REQUEST' | null {
  if (request.status !== 'open') return 'REVOCATION_DECIDED';
  return request.requestedBy === decider ? 'REVOCATION_OWN_REQUEST' : null;
}
