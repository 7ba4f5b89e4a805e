import type { Life } from './life.ts';

/**
 * States of a pair of certificates 证书状态: 已申请、已制作、已激活、使用中、已停用、已被取代、已过期、已吊销. `withdrawn`
 * 已撤回: asked for and never made.
 */
export const CERTIFICATE_STATES = [
  'requested',
  'made',
  'activated',
  'in-use',
  'suspended',
  'superseded',
  'expired',
  'revoked',
  'withdrawn',
] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/**
 * What happens to a pair. One that was suspended before it was in use comes back to where it was: a suspension is no way
 * around activation (PA-22).
 */
export const CERTIFICATE_MOVES = [
  'make',
  'withdraw',
  'activate',
  'put-to-use',
  'suspend',
  'resume',
  'resume-made',
  'resume-activated',
  'supersede',
  'expire',
  'revoke',
] as const;
export type CertificateMove = (typeof CERTIFICATE_MOVES)[number];

/** Life of a pair of certificates 双证书. Revoked is final (RFC 5280 §5.3.1); a hold is the only way back. */
export const CERTIFICATE_LIFE: Life<CertificateState, CertificateMove> = {
  states: CERTIFICATE_STATES,
  moves: CERTIFICATE_MOVES,
  start: 'requested',
  ends: ['superseded', 'expired', 'revoked', 'withdrawn'],
  rows: [
    { from: 'requested', move: 'make', to: 'made', by: ['applicant', 'staff', 'system'], requirement: 'JX-45' },
    {
      from: 'requested',
      move: 'withdraw',
      to: 'withdrawn',
      by: ['applicant', 'staff', 'system'],
      requirement: 'BJ-24',
    },

    { from: 'made', move: 'activate', to: 'activated', by: ['applicant', 'system'], requirement: 'PA-20' },
    // Where a programme has no activation, what was handed out is in use.
    { from: 'made', move: 'put-to-use', to: 'in-use', by: ['system'] },
    { from: 'made', move: 'suspend', to: 'suspended', by: ['staff', 'system'] },
    { from: 'made', move: 'supersede', to: 'superseded', by: ['system'], requirement: 'PA-36' },
    { from: 'made', move: 'expire', to: 'expired', by: ['system'] },
    { from: 'made', move: 'revoke', to: 'revoked', by: ['staff', 'system'], requirement: 'JX-09' },

    { from: 'activated', move: 'put-to-use', to: 'in-use', by: ['system'], requirement: 'PA-21' },
    { from: 'activated', move: 'suspend', to: 'suspended', by: ['staff', 'system'] },
    { from: 'activated', move: 'supersede', to: 'superseded', by: ['system'], requirement: 'PA-36' },
    { from: 'activated', move: 'expire', to: 'expired', by: ['system'] },
    { from: 'activated', move: 'revoke', to: 'revoked', by: ['staff', 'system'] },

    { from: 'in-use', move: 'suspend', to: 'suspended', by: ['staff', 'system'] },
    { from: 'in-use', move: 'supersede', to: 'superseded', by: ['system'], requirement: 'PA-27' },
    { from: 'in-use', move: 'expire', to: 'expired', by: ['system'], requirement: 'PA-08' },
    { from: 'in-use', move: 'revoke', to: 'revoked', by: ['staff', 'system'] },

    { from: 'suspended', move: 'resume', to: 'in-use', by: ['staff', 'system'] },
    { from: 'suspended', move: 'resume-made', to: 'made', by: ['staff', 'system'], requirement: 'PA-22' },
    { from: 'suspended', move: 'resume-activated', to: 'activated', by: ['staff', 'system'], requirement: 'PA-22' },
    { from: 'suspended', move: 'supersede', to: 'superseded', by: ['system'] },
    { from: 'suspended', move: 'expire', to: 'expired', by: ['system'] },
    { from: 'suspended', move: 'revoke', to: 'revoked', by: ['staff', 'system'] },

    // A key that turns up after its certificate was replaced must still be stopped.
    { from: 'superseded', move: 'revoke', to: 'revoked', by: ['staff', 'system'], requirement: 'PA-36' },
  ],
};

/** States in which a pair is held and may still sign, now or once it is resumed. */
export const LIVE_CERTIFICATE = ['made', 'activated', 'in-use', 'suspended'] as const satisfies CertificateState[];

/** Whether a pair in this state counts as a living one (PA-02). */
export function isLive(state: CertificateState): boolean {
  return LIVE_CERTIFICATE.some((one) => one === state);
}

/** The move that ends a suspension, by what the pair was before it. */
export function resumption(before: CertificateState): 'resume' | 'resume-made' | 'resume-activated' {
  if (before === 'made') return 'resume-made';
  return before === 'activated' ? 'resume-activated' : 'resume';
}
