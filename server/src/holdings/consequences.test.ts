import { HOLDING_ACTS } from '@yinxin/contract';
import { CERTIFICATE_STATES } from '@yinxin/life';
import { describe, expect, test } from 'vitest';
import { type ConsequenceFacts, consequencesOf } from './consequences.ts';

const seal = {
  id: 's',
  holdingId: 'h',
  name: '合同专用章',
  sort: 'contract',
  status: 'installed',
  picture: null,
} as const;
const binding = {
  id: 'b',
  holdingId: 'h',
  system: 'tax',
  systemName: { zh: '报税系统', en: 'Tax' },
  account: 'user',
  since: '2026-03-02T00:00:00.000Z',
};
const order = {
  id: 'o',
  number: 'PA260302-000001-A',
  state: { zh: '待审核', en: 'In review' },
  paid: true,
  paidFen: 20_000,
};
const offered = { service: 'x', old: 'superseded-when-made', opensDaysBefore: null, sameMedium: false } as const;
const facts: ConsequenceFacts = {
  now: new Date('2026-06-01T00:00:00Z'),
  holding: {
    id: 'h',
    applicationId: 'o',
    status: 'in-use',
    beforeSuspension: null,
    notAfter: new Date('2027-03-02T00:00:00Z'),
    serials: { sign: '01', encrypt: '02' },
    mediumSerial: 'YK1',
  },
  running: null,
  seals: [seal],
  bindings: [binding],
  orders: [order, { ...order, id: 'p', paid: false, paidFen: 0 }],
  othersTotal: 2,
  offered,
  without: [],
  onReplacement: () => 'transfer',
};
const told = (act: (typeof HOLDING_ACTS)[number], change: Partial<ConsequenceFacts> = {}) =>
  consequencesOf(act, { ...facts, ...change });
const as = (change: Partial<ConsequenceFacts['holding']>) => ({ holding: { ...facts.holding, ...change } });

describe('what an act touches', () => {
  test.each([
    ['suspend', 'suspended', 'at-once', 'kept', 'suspended', 'paused', false],
    ['revoke', 'revoked', 'at-once', 'useless', 'stopped', 'ended', true],
    ['reissue', 'superseded', 'when-made', 'replaced', 'replaced', 'moved', true],
    ['change', 'superseded', 'when-made', 'replaced', 'replaced', 'moved', true],
    ['renew', 'superseded', 'when-made', 'replaced', 'replaced', 'moved', true],
  ] as const)(
    '%s: the pair is %s (%s), medium %s, seal %s, binding %s',
    (act, to, when, medium, sealed, bound, final) => {
      const { bar, told: all } = told(act);
      expect(bar).toBeNull();
      expect(all).toMatchObject({
        act,
        final,
        certificate: { id: 'h', from: 'in-use', to, when },
        medium: { serial: 'YK1', effect: medium },
        seals: [{ id: 's', effect: sealed }],
        bindings: [{ id: 'b', effect: bound }],
        operators: [],
        othersTotal: 2,
      });
    },
  );

  test('resuming brings seal and binding back, to what the pair was before [PA-22]', () => {
    const { told: all } = told('resume', {
      ...as({ status: 'suspended', beforeSuspension: 'activated' }),
      seals: [{ ...seal, status: 'suspended' }],
    });
    expect(all).toMatchObject({
      final: false,
      certificate: { to: 'activated' },
      seals: [{ effect: 'resumed' }],
      bindings: [{ effect: 'works-again' }],
    });
  });

  test('a business that keeps the old certificate touches nothing of it', () => {
    const { told: all } = told('renew', { offered: { ...offered, old: 'kept', sameMedium: true } });
    expect(all).toMatchObject({
      final: false,
      certificate: { from: 'in-use', to: 'in-use', when: 'never' },
      medium: { effect: 'written-anew' },
      seals: [{ effect: 'kept' }],
      bindings: [{ effect: 'kept' }],
    });
  });

  test('a binding that is not carried over ends [PA-32]', () => {
    expect(told('change', { onReplacement: () => 'end' }).told.bindings).toMatchObject([{ effect: 'ended' }]);
  });

  test('open orders are named, the paid ones with their money', () => {
    const all = told('revoke', { running: { applicationId: 'p', business: 'renew', number: 'N' } }).told;
    expect(all.applications.map(({ id, about }) => [id, about])).toEqual([
      ['o', true],
      ['p', true],
    ]);
    expect(all.money).toEqual([{ applicationId: 'o', number: order.number, fen: 20_000 }]);
  });
});

describe('what bars an act', () => {
  test.each([
    ['renew', as({ status: 'revoked' }), { code: 'LIFE_MOVE_NOT_NOW' }],
    ['renew', as({ notAfter: facts.now }), { code: 'LIFE_MOVE_NOT_NOW' }],
    ['reissue', { offered: null }, { code: 'BUSINESS_NOT_OFFERED' }],
    [
      'change',
      { running: { applicationId: 'p', business: 'unlock', number: 'N1' } },
      { code: 'HOLDING_BUSY', business: 'unlock', number: 'N1' },
    ],
    [
      'renew',
      { offered: { ...offered, opensDaysBefore: 90 } },
      { code: 'RENEWAL_TOO_EARLY', from: new Date('2026-12-02T00:00:00+08:00') },
    ],
    ['resume', {}, { code: 'LIFE_MOVE_NOT_NOW' }],
    ['suspend', { without: ['suspend'] }, { code: 'LIFE_MOVE_NOT_OFFERED' }],
    ['revoke', as({ status: 'expired' }), { code: 'LIFE_MOVE_NOT_NOW' }],
  ] as const)('%s, %j: %j', (act, change, bar) => {
    expect(told(act, change).bar).toEqual(bar);
  });

  test('a running business does not bar a revocation: a stolen key is stopped at once', () => {
    expect(told('revoke', { running: { applicationId: 'p', business: 'renew', number: 'N' } }).bar).toBeNull();
  });

  test.each(HOLDING_ACTS.flatMap((act) => CERTIFICATE_STATES.map((status) => [act, status] as const)))(
    '%s of one that is %s is answered in full, barred or not',
    (act, status) => {
      const { bar, told: all } = told(act, as({ status }));
      expect(all.certificate.from).toBe(status);
      if (bar === null && all.certificate.when !== 'never') expect(all.certificate.to).not.toBe(status);
    },
  );
});
