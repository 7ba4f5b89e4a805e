import type { ReadAnswer } from '@yinxin/assistant/client';
import { diagnose } from '@yinxin/assistant/diagnosis';
import { expect, test } from 'vitest';
import { factsOf, type Looked, measured } from './facts.ts';

const sign = {
  owner: '示例建设有限公司',
  creditCode: '91110105M000100Y43',
  organisationCode: 'M000100Y4',
  taxNumber: '91110105M000100Y43',
  issuer: '示例 CA',
  number: '1',
  notBefore: '2026-11-22T04:00:00.000Z',
  notAfter: '2027-11-22T04:00:00.000Z',
  daysLeft: 365,
  expired: false,
  notYet: false,
  digest: 'aa',
};
const key: ReadAnswer = {
  serial: 'YK261122-000123-K',
  label: '',
  model: '',
  state: 'made',
  personalised: true,
  open: false,
  passwordCard: null,
  transportPublicKey: '',
  pinInitial: false,
  pinChange: 'advised',
  pin: { left: 6, limit: 6 },
  spoiledReason: null,
  containers: [{ name: 'main', sign, encrypt: null, next: null, former: [], activation: null, seal: null }],
};
const judged = (looked: Looked, tax = true) => diagnose(factsOf(looked, tax));
const without = { ...key, containers: key.containers.map((one) => ({ ...one, sign: { ...sign, taxNumber: null } })) };

test('[BJ-37] the test judges: all right, taxpayer number missing, or another fault, each with its next step', () => {
  expect(judged({ assistant: 'ok', key })).toMatchObject({ verdict: 'sound', first: null });
  expect(judged({ assistant: 'ok', key: without })).toMatchObject({
    verdict: 'tax-number',
    first: { code: 'TAX_NUMBER_MISSING', ways: ['add-tax-number'] },
  });
  expect(judged({ assistant: 'ok', key: without }, false).verdict).toBe('sound');
  for (const fault of [{ ...key, state: 'locked' as const }, 'E_NO_KEY', { ...key, containers: [] }]) {
    const { verdict, first } = judged({ assistant: 'ok', key: fault });
    expect(verdict).toBe('fault');
    expect(first?.ways.length).toBeGreaterThan(0);
  }
});

test('[BJ-06] without the environment the certificate counts as unreadable, for this reason, and it is to be installed', () => {
  const { verdict, first, lines } = judged({ assistant: 'E_UNREACHABLE', key: null });
  expect(verdict).toBe('fault');
  expect(first).toMatchObject({ step: 'assistant', code: 'ASSISTANT_MISSING' });
  expect(first?.ways[0]).toBe('install-assistant');
  expect(lines.find(({ step }) => step === 'certificate')).toMatchObject({ outcome: 'unknown' });
});

test('a guide takes what was measured, and asks the person where nothing was', () => {
  const none = judged({ assistant: null, key: null });
  expect(measured(none, 'assistant')).toBeNull();
  expect(measured(none, 'key')).toBeNull();
  const missing = judged({ assistant: 'ok', key: 'E_NO_KEY' });
  expect([measured(missing, 'assistant'), measured(missing, 'key')]).toEqual(['yes', 'no']);
  expect(measured(judged({ assistant: 'ok', key }), 'certificate')).toBe('yes');
  expect(measured(none, undefined)).toBeNull();
});
