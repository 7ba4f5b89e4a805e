import { describe, expect, test } from 'vitest';
import { afterReplacement, refusesBinding } from './rules.ts';
import { declaredSystems } from './terms.ts';

const tie = { account: 'amy', serial: '01', creditCode: 'A' };

describe('what may be bound beside what', () => {
  test.each([
    ['nothing', 'account', [], null],
    ['the same again', 'account', [tie], 'BINDING_EXISTS'],
    ['[PA-02] the certificate elsewhere', 'account', [{ ...tie, account: 'bob' }], 'BINDING_CERTIFICATE_TAKEN'],
    ['[PA-02] the account with another', 'account', [{ ...tie, serial: '02' }], 'BINDING_ACCOUNT_TAKEN'],
    ['another of the organisation', 'account', [{ ...tie, account: 'bob', serial: '02' }], null],
    [
      '[BJ-44] another of the organisation',
      'organisation',
      [{ ...tie, account: 'bob', serial: '02' }],
      'BINDING_ORGANISATION_TAKEN',
    ],
    ['another organisation', 'organisation', [{ account: 'bob', serial: '02', creditCode: 'B' }], null],
  ] as const)('beside %s, one for each %s', (_what, one, living, code) => {
    const refused = refusesBinding(tie, one, living);
    expect(refused?.code ?? null).toBe(code);
    if (refused) expect(refused.by).toBe(living[0]);
  });
});

test.each([
  ['transfer', '02', 'transfer'],
  ['transfer', null, 'wait'],
  ['end', '02', 'end'],
  ['end', null, 'end'],
] as const)('[BJ-49][PA-32] replaced, terms %s, successor %s: %s', (onReplacement, successor, what) => {
  expect(afterReplacement({ onReplacement }, successor)).toBe(what);
});

test.each(['transfer', 'end'] as const)('[PA-27] a renewal leaves the binding in force, terms %s', (onReplacement) => {
  expect(afterReplacement({ onReplacement }, '02', 'renewed')).toBe('transfer');
  expect(afterReplacement({ onReplacement }, null, 'renewed')).toBe('wait');
});

test('the systems of programmes, each once', () => {
  const name = { zh: '采购', en: 'Procurement' };
  const one = { code: 'procurement', name, one: 'account', onReplacement: 'end' } as const;
  const again = { ...one, one: 'organisation' } as const;
  expect(declaredSystems([{}, { relyingSystems: [one] }, { relyingSystems: [again] }])).toEqual([one]);
});
