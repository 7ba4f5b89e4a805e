import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIAGNOSIS_STEPS, type DiagnosisFacts, diagnose, diagnosisWords, FINDINGS, reportNumber } from './diagnosis.ts';
import texts from './texts/diagnosis.json' with { type: 'json' };

const SIGN = {
  owner: '示例建设有限公司',
  notAfter: '2027-11-22T04:00:00.000Z',
  daysLeft: 365,
  expired: false,
  notYet: false,
  taxNumber: '91350100M000100Y43',
};
const KEY = {
  serial: 'YK261122-000123-K',
  state: 'made' as const,
  pinInitial: false,
  pin: { left: 6 },
  containers: [{ sign: SIGN, activation: {} }],
};
const GOOD: DiagnosisFacts = {
  browserSupported: true,
  assistant: 'ok',
  key: KEY,
  activationNeeded: true,
  component: 'ok',
  site: 'ok',
  taxNumberNeeded: true,
  arrears: false,
};

describe('the diagnosis', () => {
  it('finds nothing wrong with a sound key', () => {
    const { lines, verdict, first } = diagnose(GOOD);
    expect(lines.map(({ outcome }) => outcome)).toEqual(DIAGNOSIS_STEPS.map(() => 'pass'));
    expect({ verdict, first }).toEqual({ verdict: 'sound', first: null });
  });

  it.each([
    ['browser', { browserSupported: false }, 'BROWSER_UNSUPPORTED'],
    ['assistant', { assistant: 'E_UNREACHABLE', key: null }, 'ASSISTANT_MISSING'],
    ['assistant', { assistant: 'E_PAIRING', key: null }, 'ASSISTANT_NOT_PAIRED'],
    ['assistant', { assistant: 'E_VERSION', key: null }, 'ASSISTANT_OLD'],
    ['key', { key: 'E_NO_KEY' }, 'KEY_MISSING'],
    ['key', { key: 'E_MEDIUM_IN_USE' }, 'KEY_UNREADABLE'],
    ['key', { key: { ...KEY, state: 'spoiled' } }, 'KEY_SPOILED'],
    ['certificate', { key: { ...KEY, containers: [] } }, 'CERTIFICATE_NONE'],
    [
      'validity',
      { key: { ...KEY, containers: [{ sign: { ...SIGN, expired: true }, activation: {} }] } },
      'VALIDITY_EXPIRED',
    ],
    [
      'validity',
      { key: { ...KEY, containers: [{ sign: { ...SIGN, notYet: true }, activation: {} }] } },
      'VALIDITY_NOT_YET',
    ],
    ['initial-pin', { key: { ...KEY, pinInitial: true } }, 'PIN_INITIAL'],
    ['lock', { key: { ...KEY, state: 'locked' } }, 'LOCKED'],
    ['activation', { key: { ...KEY, containers: [{ sign: SIGN, activation: null }] } }, 'NOT_ACTIVATED'],
    ['component', { component: 'missing' }, 'COMPONENT_MISSING'],
    ['component', { component: 'failed' }, 'COMPONENT_FAILED'],
    ['site', { site: 'not-reading' }, 'SITE_NOT_READING'],
    ['site', { site: 'options' }, 'SITE_OPTIONS_WRONG'],
    ['account', { arrears: true }, 'ACCOUNT_ARREARS'],
  ] as const)('names the first thing wrong: %s', (step, change, code) => {
    const { first, verdict } = diagnose({ ...GOOD, ...change });
    expect(first).toMatchObject({ step, code, outcome: 'fail' });
    expect(verdict).toBe('fault');
    expect(first?.ways.length).toBeGreaterThan(0);
  });

  it('gives the three judgements of the certificate information test', () => {
    const withoutTax = { ...KEY, containers: [{ sign: { ...SIGN, taxNumber: null }, activation: {} }] };
    expect(diagnose({ ...GOOD, key: withoutTax }).verdict).toBe('tax-number');
    expect(diagnose({ ...GOOD, key: withoutTax, taxNumberNeeded: false }).verdict).toBe('sound');
    expect(diagnose({ ...GOOD, key: { ...withoutTax, state: 'locked' } }).verdict).toBe('fault');
  });

  it('[BJ-05] reminds of the first PIN until it is changed; a fault it is only where the change is compulsory', () => {
    const lineOf = (pinChange: 'advised' | 'required', pinInitial = true) => {
      const { lines, verdict } = diagnose({ ...GOOD, key: { ...KEY, pinInitial, pinChange } });
      return [lines.find(({ step }) => step === 'initial-pin'), verdict];
    };
    const told = { code: 'PIN_INITIAL', ways: ['change-pin'] };
    expect(lineOf('advised')).toMatchObject([{ ...told, outcome: 'pass' }, 'sound']);
    expect(lineOf('required')).toMatchObject([{ ...told, outcome: 'fail' }, 'fault']);
    expect(lineOf('required', false)).toMatchObject([{ code: 'PIN_OWN', ways: [] }, 'sound']);
  });

  it('suggests in the order in which help is tried', () => {
    expect(diagnose({ ...GOOD, key: 'E_NO_KEY' }).first?.ways).toEqual([
      'turn-key-round',
      'other-usb-port',
      'reinstall-assistant',
    ]);
    expect(FINDINGS.SITE_NOT_READING).toHaveLength(4);
  });

  it('does not claim to know what nobody has looked at', () => {
    const { lines, verdict } = diagnose({
      ...GOOD,
      browserSupported: null,
      assistant: null,
      key: null,
      component: null,
      site: null,
      arrears: null,
    });
    expect(lines.map(({ outcome }) => outcome)).toEqual(DIAGNOSIS_STEPS.map(() => 'unknown'));
    expect(verdict).toBe('incomplete');
  });

  it('has words in both languages for every step, finding and way out, and for nothing else', () => {
    const ways = Object.values(FINDINGS).flat();
    expect(Object.keys(texts.findings).sort()).toEqual(Object.keys(FINDINGS).sort());
    expect(Object.keys(texts.steps)).toEqual([...DIAGNOSIS_STEPS]);
    expect(Object.keys(texts.ways).sort()).toEqual([...new Set<string>(ways)].sort());
    for (const line of diagnose({ ...GOOD, key: 'E_NO_KEY' }).lines) {
      const words = diagnosisWords(line);
      for (const { zh, en } of [words.step, words.what, ...words.ways]) {
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(`${zh}${en}`).not.toMatch(/\{\w+\}/);
      }
    }
  });

  it('numbers its reports by day', () => {
    const number = reportNumber(new Date('2026-11-22T16:30:00Z'), (bytes) => bytes.fill(31));
    expect(number).toBe('ZD261123-ZZZZZZ');
  });

  it('and the client import no package: pages load them as they are', () => {
    const folder = new URL('./', import.meta.url);
    const files = readdirSync(folder).filter(
      (name) => /^(client.*|diagnosis)\.ts$/.test(name) && !name.includes('test'),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const name of files) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      for (const [, target] of text.matchAll(/from '([^']+)'/g)) expect(target, name).toMatch(/^\.\/(client-|texts\/)/);
    }
  });
});
