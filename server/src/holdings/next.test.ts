import { CERTIFICATE_STATES, isLive } from '@yinxin/life';
import { describe, expect, test } from 'vitest';
import { type NextFacts, nextOf, renewableFrom } from './next.ts';

const held: NextFacts = {
  status: 'in-use',
  notAfter: new Date('2027-03-02T15:59:59Z'),
  making: null,
  running: null,
  medium: 'activated',
  seals: [],
  renewal: null,
  unlock: { service: 'unlock' },
  apply: { service: 'new' },
};
const whats = (change: Partial<NextFacts>) => nextOf({ ...held, ...change }).map(({ what }) => what);

describe('what a certificate needs next', () => {
  test('nothing while it is in use and no renewal is offered', () => {
    expect(whats({})).toEqual([]);
  });

  test('renew from the first day of the window, in Shanghai, until it ends [PA-24] [BJ-31]', () => {
    const [step] = nextOf({ ...held, renewal: { service: 'renewal', opensDaysBefore: 90 } });
    expect(step).toEqual({
      what: 'renew',
      from: new Date('2026-12-02T00:00:00+08:00'),
      until: held.notAfter,
      applicationId: null,
      service: 'renewal',
    });
    expect(renewableFrom(held.notAfter, null)).toBeNull();
  });

  test.each([
    ['install', ['install']],
    ['activation', ['activate']],
    ['binding', ['bind']],
    ['seal', ['install-seal']],
    ['delivery', []],
  ])('the order that made it is in the stage %s: %j', (stage, steps) => {
    expect(whats({ status: 'made', making: { applicationId: 'a', stage }, seals: ['made'] })).toEqual(
      stage === 'seal' ? steps : [...steps, 'install-seal'],
    );
    expect(
      nextOf({ ...held, status: 'made', making: { applicationId: 'a', stage } }).map((s) => s.applicationId),
    ).toEqual(steps.map(() => 'a'));
  });

  test('while a business runs it is gone on with, and no second is offered [BJ-33]', () => {
    const renewal = { service: 'renewal', opensDaysBefore: 90 };
    expect(whats({ renewal, medium: 'locked', running: { applicationId: 'b', stage: 'review' } })).toEqual([
      'continue',
    ]);
    expect(whats({ renewal, medium: 'locked', running: { applicationId: 'b', stage: 'unlock' } })).toEqual(['unlock']);
  });

  test('unlock a locked medium, and then renew', () => {
    expect(whats({ medium: 'locked', renewal: { service: 'renewal', opensDaysBefore: 90 } })).toEqual([
      'unlock',
      'renew',
    ]);
  });

  test('a suspended one is resumed on request, an expired one is applied for anew [PA-08]', () => {
    expect(whats({ status: 'suspended' })).toEqual(['ask-to-resume']);
    expect(nextOf({ ...held, status: 'expired' })).toMatchObject([{ what: 'apply-anew', service: 'new' }]);
  });

  test.each(CERTIFICATE_STATES.filter((state) => !isLive(state) && state !== 'expired'))(
    'nothing once it is %s',
    (status) => {
      expect(whats({ status, medium: 'locked', renewal: { service: 'r', opensDaysBefore: null } })).toEqual([]);
    },
  );
});
