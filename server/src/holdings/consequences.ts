import type { HOLDING_ACTS, HoldingConsequences } from '@yinxin/contract';
import {
  allowed,
  CERTIFICATE_LIFE,
  type CertificateMove,
  type CertificateState,
  isLive,
  type LifeRefusal,
  resumption,
  sealFollows,
} from '@yinxin/life';
import type { z } from 'zod';
import { renewableFrom } from './next.ts';
import type { BindingFacts, OfferedBusiness, OpenOrder, SealFacts } from './ports.ts';
import type { HoldingBusiness } from './tables.ts';

export type HoldingAct = (typeof HOLDING_ACTS)[number];
type Told = z.input<typeof HoldingConsequences>;

/** What the rule looks at. */
export interface ConsequenceFacts {
  readonly now: Date;
  readonly holding: {
    readonly id: string;
    readonly applicationId: string;
    readonly status: CertificateState;
    readonly beforeSuspension: CertificateState | null;
    readonly notAfter: Date;
    readonly serials: { readonly sign: string; readonly encrypt: string };
    readonly mediumSerial: string | null;
  };
  readonly running: {
    readonly applicationId: string;
    readonly business: HoldingBusiness;
    readonly number: string;
  } | null;
  readonly seals: readonly SealFacts[];
  readonly bindings: readonly BindingFacts[];
  readonly orders: readonly OpenOrder[];
  readonly othersTotal: number;
  /** The business as it is offered, for acts that are one. */
  readonly offered: OfferedBusiness | null;
  /** Moves the operator took away. */
  readonly without: readonly CertificateMove[];
  onReplacement(system: string): 'transfer' | 'end';
}

/** Why an act cannot be done now. */
export type Bar =
  | { readonly code: LifeRefusal }
  | { readonly code: 'BUSINESS_NOT_OFFERED' }
  | { readonly code: 'RENEWAL_TOO_EARLY'; readonly from: Date }
  | { readonly code: 'HOLDING_BUSY'; readonly business: HoldingBusiness; readonly number: string };

const isBusiness = (act: HoldingAct): act is 'change' | 'reissue' | 'renew' =>
  act === 'change' || act === 'reissue' || act === 'renew';

/** The move of the pair that an act ends in; null when the pair stays as it is. */
function moveOf(act: HoldingAct, facts: ConsequenceFacts): CertificateMove | null {
  switch (act) {
    case 'suspend':
    case 'revoke':
      return act;
    case 'resume':
      return resumption(facts.holding.beforeSuspension ?? 'in-use');
    case 'change':
    case 'reissue':
    case 'renew':
      return facts.offered && facts.offered.old !== 'kept' ? 'supersede' : null;
  }
}

function barOf(act: HoldingAct, facts: ConsequenceFacts): Bar | null {
  const { holding, running, offered, now } = facts;
  if (!isBusiness(act)) {
    const move = moveOf(act, facts);
    const outcome = move && allowed(CERTIFICATE_LIFE, holding.status, move, 'staff', facts.without);
    return outcome && !outcome.ok ? { code: outcome.code } : null;
  }
  if (!isLive(holding.status) || holding.notAfter <= now) return { code: 'LIFE_MOVE_NOT_NOW' };
  if (!offered) return { code: 'BUSINESS_NOT_OFFERED' };
  if (running) return { code: 'HOLDING_BUSY', business: running.business, number: running.number };
  const from = act === 'renew' ? renewableFrom(holding.notAfter, offered.opensDaysBefore) : null;
  return from && now < from ? { code: 'RENEWAL_TOO_EARLY', from } : null;
}

const WHEN = {
  kept: 'never',
  'superseded-at-approval': 'at-approval',
  'superseded-when-made': 'when-made',
  'superseded-when-installed': 'when-installed',
} as const;

/**
 * Everything an act would touch, and why it cannot be done now (`bar`). Nothing is left out because the act is barred:
 * whoever asks sees both.
 */
export function consequencesOf(
  act: HoldingAct,
  facts: ConsequenceFacts,
): { readonly bar: Bar | null; readonly told: Omit<Told, 'barred'> } {
  const { holding, offered } = facts;
  const move = moveOf(act, facts);
  const to =
    move === null ? undefined : CERTIFICATE_LIFE.rows.find((r) => r.from === holding.status && r.move === move)?.to;
  return {
    bar: barOf(act, facts),
    told: {
      act,
      final: act === 'revoke' || move === 'supersede',
      certificate: {
        id: holding.id,
        serials: { ...holding.serials },
        from: holding.status,
        to: to ?? holding.status,
        when: isBusiness(act) ? WHEN[offered?.old ?? 'kept'] : 'at-once',
      },
      medium: holding.mediumSerial === null ? null : { serial: holding.mediumSerial, effect: mediumEffect(act, facts) },
      seals: facts.seals.map(({ holdingId, ...seal }) => ({ ...seal, effect: sealEffect(seal.status, move) })),
      operators: [],
      bindings: facts.bindings.map(({ holdingId, ...binding }) => ({
        ...binding,
        effect: bindingEffect(act, move, facts.onReplacement(binding.system)),
      })),
      applications: facts.orders.map(({ id, number, state, paid }) => {
        return { id, number, state, paid, about: id === facts.running?.applicationId || id === holding.applicationId };
      }),
      money: facts.orders.flatMap(({ id, number, paidFen }) =>
        paidFen > 0 ? [{ applicationId: id, number, fen: paidFen }] : [],
      ),
      othersTotal: facts.othersTotal,
    },
  };
}

function mediumEffect(
  act: HoldingAct,
  { offered }: ConsequenceFacts,
): 'kept' | 'written-anew' | 'replaced' | 'useless' {
  switch (act) {
    case 'suspend':
    case 'resume':
      return 'kept';
    case 'revoke':
      return 'useless';
    case 'reissue':
      return 'replaced';
    case 'change':
    case 'renew':
      return offered?.sameMedium === false ? 'replaced' : 'written-anew';
  }
}

function sealEffect(status: SealFacts['status'], move: CertificateMove | null) {
  const follows = move && sealFollows(status, move);
  switch (follows?.to) {
    case 'suspended':
      return 'suspended';
    case 'installed':
      return 'resumed';
    case 'changed':
      return 'replaced';
    case 'stopped':
      return 'stopped';
    default:
      return 'kept';
  }
}

function bindingEffect(act: HoldingAct, move: CertificateMove | null, onReplacement: 'transfer' | 'end') {
  switch (act) {
    case 'suspend':
      return 'paused';
    case 'resume':
      return 'works-again';
    case 'revoke':
      return 'ended';
    case 'renew':
      return move === null ? 'kept' : 'moved';
    case 'change':
    case 'reissue':
      if (move === null) return 'kept';
      return onReplacement === 'transfer' ? 'moved' : 'ended';
  }
}
