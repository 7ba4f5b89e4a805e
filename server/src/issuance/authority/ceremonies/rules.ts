import type { CeremonyAct, Consequence } from '@yinxin/contract';
import type { z } from 'zod';

export type ConsequenceView = z.infer<typeof Consequence>;

/** The CA a ceremony makes or changes: one ceremony at a time for each. */
export function targetOf(act: CeremonyAct): string {
  switch (act.kind) {
    case 'create-root':
    case 'create-issuing':
    case 'create-request':
      return act.name;
    case 'cross-sign':
      return act.authority ?? act.name ?? act.issuer;
    case 'import-certificate':
    case 'renew-same-key':
    case 'renew-new-key':
    case 'retire':
    case 'assign':
    case 'require-activation':
      return act.authority;
  }
}

/** What will happen, in the order people should read it. */
export function consequencesOf(act: CeremonyAct): readonly ConsequenceView[] {
  const made = (name: string, store: string, algorithm: string): ConsequenceView => ({
    code: 'KEY_IS_MADE',
    params: { name, store, algorithm },
  });
  const certified = (name: string, issuer: string, years: number): ConsequenceView => ({
    code: 'CERTIFICATE_IS_MADE',
    params: { name, issuer, years },
  });
  const forGood: ConsequenceView = { code: 'CANNOT_BE_UNDONE', params: {} };
  switch (act.kind) {
    case 'create-root':
      return [
        made(act.name, act.store, act.algorithm),
        certified(act.name, act.name, act.years),
        { code: 'ROOT_IS_TRUSTED_ANEW', params: { name: act.name } },
        forGood,
      ];
    case 'create-issuing':
      return [made(act.name, act.store, act.algorithm), certified(act.name, act.parent, act.years), forGood];
    case 'create-request':
      return [made(act.name, act.store, act.algorithm), { code: 'REQUEST_IS_MADE', params: { name: act.name } }];
    case 'import-certificate':
      return [{ code: 'ISSUER_CHANGES', params: { name: act.authority } }, forGood];
    case 'renew-same-key':
      return [
        { code: 'CERTIFICATE_IS_MADE', params: { name: act.authority, issuer: '', years: act.years } },
        { code: 'OLD_CERTIFICATE_STAYS_VALID', params: { name: act.authority } },
        forGood,
      ];
    case 'renew-new-key':
      return [
        made(act.name, act.store, act.algorithm),
        { code: 'CERTIFICATE_IS_MADE', params: { name: act.name, issuer: '', years: act.years } },
        { code: 'OLD_CA_KEEPS_ITS_CRL', params: { name: act.authority } },
        { code: 'ISSUER_CHANGES', params: { name: act.name } },
        forGood,
      ];
    case 'cross-sign':
      return [
        certified(act.authority ?? act.name ?? '', act.issuer, act.years),
        ...(act.request === undefined
          ? []
          : [{ code: 'OUTSIDER_IS_TRUSTED' as const, params: { name: act.name ?? '' } }]),
        forGood,
      ];
    case 'retire':
      return [
        { code: 'ISSUING_ENDS', params: { name: act.authority } },
        { code: 'OLD_CA_KEEPS_ITS_CRL', params: { name: act.authority } },
      ];
    case 'assign':
      return [
        {
          code: 'ISSUER_CHANGES',
          params: { name: act.authority, profile: act.profile ?? '', programme: act.programme ?? '' },
        },
      ];
    case 'require-activation':
      return [
        {
          code: 'OPERATORS_ARE_NEEDED',
          params: { name: act.authority, threshold: act.threshold, operators: act.operators.length },
        },
        { code: 'LOST_SHARES_LOSE_THE_KEY', params: { left: act.operators.length - act.threshold } },
        forGood,
      ];
  }
}
