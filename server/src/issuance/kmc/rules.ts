import { ESCROW_REQUEST_ACTS, ESCROW_REQUEST_STATES } from '@yinxin/contract';

export { ESCROW_REQUEST_ACTS, ESCROW_REQUEST_STATES };
export type EscrowRequestState = (typeof ESCROW_REQUEST_STATES)[number];
export type EscrowAct = (typeof ESCROW_REQUEST_ACTS)[number];

/**
 * The life of a request for an escrowed key. `approve` leads to `approved` with the last approval that is needed and leaves
 * it `open` before; `expire` is done by the clock. `null`: not from here.
 */
export const TRANSITIONS: Readonly<
  Record<EscrowRequestState, Readonly<Record<EscrowAct | 'expire', EscrowRequestState | null>>>
> = {
  open: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn', fetch: null, expire: 'expired' },
  approved: { approve: null, refuse: 'refused', withdraw: 'withdrawn', fetch: 'fetched', expire: 'expired' },
  refused: { approve: null, refuse: null, withdraw: null, fetch: null, expire: null },
  withdrawn: { approve: null, refuse: null, withdraw: null, fetch: null, expire: null },
  expired: { approve: null, refuse: null, withdraw: null, fetch: null, expire: null },
  fetched: { approve: null, refuse: null, withdraw: null, fetch: null, expire: null },
};

/** A request as its rules see it. */
export interface RequestState {
  readonly status: EscrowRequestState;
  readonly requestedBy: string;
  readonly expiresAt: Date;
  readonly approvalsNeeded: number;
  readonly decisions: readonly { readonly by: string; readonly decision: 'approve' | 'refuse' }[];
}

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
}

/** Roles that may take each part; the contract's `who` is the same. */
export const MAY: Readonly<Record<EscrowAct, readonly string[]>> = {
  approve: ['back-office', 'administrator'],
  refuse: ['back-office', 'administrator'],
  withdraw: ['customer-service', 'back-office'],
  fetch: ['customer-service', 'back-office'],
};

export type EscrowRefusal =
  | 'ESCROW_REQUEST_CLOSED'
  | 'ESCROW_NOT_APPROVED'
  | 'ESCROW_OWN_REQUEST'
  | 'ESCROW_NOT_YOURS'
  | 'ESCROW_ALREADY_DECIDED';

/** The state at a moment: time runs out by itself. */
export function stateAt(request: Pick<RequestState, 'status' | 'expiresAt'>, now: Date): EscrowRequestState {
  return request.expiresAt <= now ? (TRANSITIONS[request.status].expire ?? request.status) : request.status;
}

/** Whether this person may do it now; null when they may. Nobody approves what they entered, or twice. */
export function refuses(request: RequestState, act: EscrowAct, person: Person, now: Date): EscrowRefusal | null {
  const status = stateAt(request, now);
  if (TRANSITIONS[status][act] === null) {
    return act === 'fetch' && status === 'open' ? 'ESCROW_NOT_APPROVED' : 'ESCROW_REQUEST_CLOSED';
  }
  const isOwn = person.id === request.requestedBy;
  switch (act) {
    case 'approve':
      if (isOwn) return 'ESCROW_OWN_REQUEST';
      return request.decisions.some(({ by }) => by === person.id) ? 'ESCROW_ALREADY_DECIDED' : null;
    case 'refuse':
      // Whoever approved may think again; that refuses the request.
      return isOwn ? 'ESCROW_OWN_REQUEST' : null;
    case 'withdraw':
    case 'fetch':
      return isOwn ? null : 'ESCROW_NOT_YOURS';
  }
}

/** The state after an act that was not refused. */
export function after(request: RequestState, act: EscrowAct, person: Person): EscrowRequestState {
  if (act === 'approve') {
    const approved = new Set(request.decisions.filter(({ decision }) => decision === 'approve').map(({ by }) => by));
    approved.add(person.id);
    if (approved.size < request.approvalsNeeded) return request.status;
  }
  return TRANSITIONS[request.status][act] ?? request.status;
}

/** What this person may do now. */
export function mayNow(request: RequestState, person: Person, now: Date): readonly EscrowAct[] {
  return ESCROW_REQUEST_ACTS.filter(
    (act) => MAY[act].some((role) => person.roles.includes(role)) && refuses(request, act, person, now) === null,
  );
}
